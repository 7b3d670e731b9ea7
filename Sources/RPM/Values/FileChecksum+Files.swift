import Model
package import SystemPackage

extension FileChecksum {
    /// Computes the checksum of a whole file.
    ///
    /// Throws `Errno` when it cannot be read.
    package init(of path: FilePath, algorithm: Algorithm = .sha256) throws {
        let file = try Descriptor(reading: path)
        try self.init(of: file.raw, algorithm: algorithm)
    }

    /// Computes the checksum of what an open file holds from its position to its end.
    init(of file: FileDescriptor, algorithm: Algorithm) throws {
        var digest = try FileDigest(algorithm)
        try digest.update(allOf: file)
        self.init(algorithm: algorithm, digest: digest.finish())
    }

    private init(algorithm: Algorithm, digest: [UInt8]) {
        self.algorithm = algorithm
        hex = Hexadecimal.text(digest)
    }
}

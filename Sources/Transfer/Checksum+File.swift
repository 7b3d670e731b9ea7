package import Crypto
package import Files
package import Model
package import SystemPackage

extension Checksum {
    /// Takes a finished digest, which always has 32 bytes.
    package init(_ digest: SHA256Digest) { self.init(prefix: digest) }

    /// The checksum and the size in bytes of an open file; the path is for messages.
    ///
    /// Throws: `FileError`.
    package static func reading(
        _ file: FileDescriptor,
        path: String
    ) throws(FileError) -> (checksum: Checksum, size: Int64) {
        var hash = SHA256()
        var size: Int64 = 0
        try forEachPiece(of: file, path: path) { bytes throws(FileError) in
            hash.update(bufferPointer: bytes)
            size += Int64(bytes.count)
        }
        return (Checksum(hash.finalize()), size)
    }
}

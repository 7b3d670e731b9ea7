import Model

/// The digest of one file's content, in whatever algorithm the packager's rpm used.
package struct FileDigestValue: Hashable, Sendable {
    /// OpenPGP's number of the algorithm (RFC 9580, section 9.5): 8 is SHA-256.
    package let algorithm: Int32
    package let bytes: [UInt8]

    /// The same as a checksum, when the algorithm is a good one.
    package var checksum: FileChecksum? {
        FileChecksum.Algorithm.allCases.first { $0.openPGP == algorithm }
            .flatMap { FileChecksum(algorithm: $0, hex: Hexadecimal.text(bytes)) }
    }
}

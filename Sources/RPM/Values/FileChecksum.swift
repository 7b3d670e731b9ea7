package import Model

/// A checksum as repository metadata and package headers give it: an algorithm and its digest.
package struct FileChecksum: Hashable, Sendable {
    /// The algorithms that still prove anything; MD5 and SHA-1 are no cases on purpose.
    package enum Algorithm: String, CaseIterable, Sendable {
        case sha224
        case sha256
        case sha384
        case sha512

        /// The digest's length in bytes.
        package var length: Int {
            switch self {
            case .sha224: 28
            case .sha256: 32
            case .sha384: 48
            case .sha512: 64
            }
        }
    }

    package let algorithm: Algorithm
    /// The digest in lower-case hexadecimal.
    package let hex: String

    /// Makes a checksum from hexadecimal digits, or nothing when they are not a digest of that algorithm.
    package init?(algorithm: Algorithm, hex: some StringProtocol) {
        guard let bytes = Hexadecimal.bytes(hex), bytes.count == algorithm.length else {
            return nil
        }
        self.algorithm = algorithm
        self.hex = Hexadecimal.text(bytes)
    }

    /// The same as Model's checksum, when the algorithm is SHA-256.
    package var sha256: Checksum? {
        algorithm == .sha256 ? Checksum(hex: hex) : nil
    }
}

extension FileChecksum: CustomStringConvertible {
    package var description: String { "\(algorithm.rawValue):\(hex)" }
}

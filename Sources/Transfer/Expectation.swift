package import Model

/// The digest of a whole file, by an algorithm that is still trusted.
package enum ContentDigest: Hashable, Sendable {
    case sha256([UInt8])
    case sha512([UInt8])

    /// Takes the SHA-256 of a file.
    package init(_ checksum: Checksum) { self = .sha256(checksum.bytes) }

    /// Reads a digest as RPM metadata gives it; nothing for broken algorithms (MD5, SHA-1), unknown ones, or bad text.
    package init?(algorithm: String, hex: String) {
        guard let bytes = Hexadecimal.bytes(hex) else { return nil }
        switch (algorithm.lowercased(), bytes.count) {
        case ("sha256", 32): self = .sha256(bytes)
        case ("sha512", 64): self = .sha512(bytes)
        default: return nil
        }
    }

    /// The digest's bytes.
    package var bytes: [UInt8] {
        switch self {
        case .sha256(let bytes), .sha512(let bytes): bytes
        }
    }
}

extension ContentDigest: CustomStringConvertible {
    package var description: String { Hexadecimal.text(bytes) }
}

/// What a download has to turn out to be.
package struct Expectation: Hashable, Sendable {
    /// In bytes; nothing when it is not known, then at most `limit` bytes are taken.
    package var size: Int64?
    package var digest: ContentDigest
    /// In bytes: the most that is taken when the size is not known.
    package var limit: Int64

    /// Makes an expectation; the limit is 16 GiB if none is given.
    package init(size: Int64?, digest: ContentDigest, limit: Int64 = 16 << 30) {
        self.size = size
        self.digest = digest
        self.limit = limit
    }
}

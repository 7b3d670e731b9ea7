/// A SHA-256 checksum.
package struct Checksum: Hashable, Sendable {
    /// The 32 bytes of the digest.
    package let bytes: [UInt8]

    /// Makes a checksum from the digest's 32 bytes, or nothing when the count is wrong.
    package init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Makes a checksum from the first 32 bytes of a digest that is known to have as many.
    ///
    /// Bytes that are missing all the same count as zero, which no file's digest will match.
    package init(prefix digest: some Sequence<UInt8>) {
        var bytes = Array(digest.prefix(32))
        bytes += [UInt8](repeating: 0, count: 32 - bytes.count)
        self.bytes = bytes
    }

    /// Reads 64 hexadecimal digits.
    package init?(hex: some StringProtocol) {
        guard let bytes = Hexadecimal.bytes(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// The digest in lower-case hexadecimal, as `sha256sum` prints it.
    package var hex: String { Hexadecimal.text(bytes) }
}

extension Checksum: ParsedText {
    package static let noun = "SHA-256 checksum"

    package var text: String { hex }

    package init?(_ text: String) { self.init(hex: text) }
}

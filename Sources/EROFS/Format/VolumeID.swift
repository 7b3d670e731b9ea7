/// The 128-bit identifier of a file system.
package struct VolumeID: Sendable, Hashable, CustomStringConvertible {
    /// The sixteen bytes as the superblock holds them.
    package let bytes: [UInt8]

    /// Takes sixteen bytes, or returns nil for any other number of them.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        self.bytes = Array(bytes)
    }

    /// Makes an identifier out of a content digest (RFC 9562, version 8).
    init(digest: (UInt64, UInt64)) {
        var bytes = [UInt8](repeating: 0, count: 16)
        bytes.store(digest.0, at: 0)
        bytes.store(digest.1, at: 8)
        bytes[6] = bytes[6] & 0x0f | 0x80
        bytes[8] = bytes[8] & 0x3f | 0x80
        self.bytes = bytes
    }

    package var description: String {
        let digits = bytes.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
        return groups.map { digits[$0].joined() }.joined(separator: "-")
    }
}

import FoundationEssentials
package import Model

/// What a store says of an object.
package struct S3Object: Equatable, Sendable {
    /// In bytes.
    package var size: Int64
    package var tag: String?
    /// What whoever stored it said that it hashes to.
    package var checksum: Checksum?
    /// What the store has counted: the SHA-256 in base64, or the one of the parts' checksums with `-` and how many there are.
    package var counted: String?

    /// Whether what the store has counted is what was stored; some stores leave out how many parts there are.
    package func isCounted(as stored: S3Stored) -> Bool {
        guard let counted else { return true }
        return counted.prefix { $0 != "-" } == stored.counted.prefix { $0 != "-" }
    }

    init(_ headers: [String: String], key: String) throws(S3Error) {
        guard let size = headers["content-length"].flatMap({ Int64($0) }), size >= 0 else {
            throw .unreadable("'\(key)'", reason: "it names no size")
        }
        self.size = size
        tag = headers["etag"]
        checksum = headers["x-amz-meta-sha256"].flatMap { Checksum(hex: $0) }
        counted = headers["x-amz-checksum-sha256"]
    }
}

extension S3Object {
    /// What it hashes to, as the store has counted or else as whoever stored it said.
    package var contentChecksum: Checksum? {
        // Of an object in parts, the tag has their number, and the store has not counted the whole.
        guard tag?.contains("-") != true else { return checksum }
        let bytes = counted.flatMap { Data(base64Encoded: $0) }
        return bytes.flatMap { Checksum(bytes: $0) } ?? checksum
    }
}

extension S3Client {
    /// Bytes as checksum headers spell them.
    package static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}

/// How an image was made: what a rebuild of the same bytes has to know.
///
/// The record is ASCII text at offset 1216 of the image, padded with NUL to 192 bytes. No kernel
/// and no tool looks there, and the superblock's checksum covers it.
package struct BuildRecord: Sendable, Hashable {
    /// The version of the writer's layout rules; it grows whenever the same input gives other bytes.
    package let writer: Int
    /// `none`, `lz4`, `lz4hc`, `lzma` or `zstd`.
    package let codec: String
    /// The version of the codec's library; empty without compression.
    package let codecVersion: String
    /// The codec's level; 0 where it has none.
    package let level: Int
    /// The largest physical cluster in bytes; 0 without compression.
    package let clusterSize: Int
    /// The length in bytes of the segments that are compressed independently.
    package let segmentSize: Int

    static let currentWriter = 1
    private static let signature = "erofs-image"

    /// Tells how an image with this compression is made by this program.
    package init(_ compression: Compression) {
        writer = Self.currentWriter
        segmentSize = Batch.capacity
        (level, clusterSize) = (compression.level, compression.clusterSize)
        switch compression {
        case .none: (codec, codecVersion) = ("none", "")
        case .lz4: (codec, codecVersion) = ("lz4", LZ4.version)
        case .lz4hc: (codec, codecVersion) = ("lz4hc", LZ4.version)
        case .lzma: (codec, codecVersion) = ("lzma", LZMA.version)
        case .zstd: (codec, codecVersion) = ("zstd", Zstd.version)
        }
    }

    /// The record as it stands in an image.
    package var text: String {
        [
            Self.signature, "writer=\(writer)", "codec=\(codec)", "version=\(codecVersion)",
            "level=\(level)", "cluster=\(clusterSize)", "segment=\(segmentSize)",
        ].joined(separator: " ")
    }

    /// The record's bytes, padded.
    var encoded: [UInt8] {
        let bytes = Array(text.utf8.prefix(Format.recordSize))
        return bytes + [UInt8](repeating: 0, count: Format.recordSize - bytes.count)
    }

    /// Reads the record from the bytes behind offset 1024; nil where there is none.
    init?(block bytes: [UInt8]) {
        let start = Format.recordOffset - Format.superblockOffset
        guard bytes.count >= start + Format.recordSize else { return nil }
        let raw = bytes[start..<(start + Format.recordSize)].prefix { $0 != 0 }
        let words = String(decoding: raw, as: UTF8.self).split(separator: " ")
        guard words.first == Self.signature[...] else { return nil }
        var values: [Substring: Substring] = [:]
        for word in words.dropFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
        guard let writer = values["writer"].flatMap({ Int($0) }),
            let level = values["level"].flatMap({ Int($0) }),
            let cluster = values["cluster"].flatMap({ Int($0) }),
            let segment = values["segment"].flatMap({ Int($0) }),
            let codec = values["codec"], let version = values["version"]
        else { return nil }
        self.writer = writer
        self.level = level
        self.codec = String(codec)
        codecVersion = String(version)
        clusterSize = cluster
        segmentSize = segment
    }
}

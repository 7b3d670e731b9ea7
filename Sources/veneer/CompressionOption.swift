#if Builder
import ArgumentParser
import EROFS

/// What `--compression` says.
struct CompressionOption: Sendable {
    private struct Codec: Sendable {
        let name: String
        /// Takes a level, or none for the usual one, and the size of clusters.
        let make: @Sendable (Int?, Int) -> Compression
    }

    private static let codecs = [
        Codec(name: "none") { _, _ in .none },
        Codec(name: "lz4") { .lz4(clusterSize: $1) },
        Codec(name: "lz4hc") { .lz4hc(level: $0 ?? 12, clusterSize: $1) },
        Codec(name: "lzma") { .lzma(level: $0 ?? 6, clusterSize: $1) },
        Codec(name: "zstd") { .zstd(level: $0 ?? 9, clusterSize: $1) },
    ]

    private let codec: Codec
    private let level: Int?

    /// Reads a codec's name, and its level behind a comma: `none`, `zstd`, `lz4hc,9`.
    init(_ text: String) throws {
        let parts = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        guard let codec = Self.codecs.first(where: { $0.name == parts.first ?? "" }) else {
            let names = Self.codecs.map(\.name).joined(separator: ", ")
            throw ValidationError("'\(text)' is not one of \(names), or such a name with a level")
        }
        level = parts.count == 2 ? try Self.level(parts[1], of: codec) : nil
        self.codec = codec
    }

    private static func level(_ text: Substring, of codec: Codec) throws -> Int {
        guard let levels = codec.make(nil, ClusterSize.standard.bytes).levels else {
            throw ValidationError("\(codec.name) has no levels")
        }
        guard let level = Int(text), levels.contains(level) else {
            throw ValidationError(
                "the level of \(codec.name) is a number from \(levels.lowerBound) to \(levels.upperBound)"
            )
        }
        return level
    }

    /// The format's word for it.
    func compression(clusterSize: Int) -> Compression { codec.make(level, clusterSize) }
}

/// What `--cluster-size` says, in bytes.
struct ClusterSize: Sendable {
    let bytes: Int

    static let standard = ClusterSize(bytes: 65536)

    private init(bytes: Int) { self.bytes = bytes }

    /// Reads a power of two from 4K to 1M, with or without its unit.
    init(_ text: String) throws {
        let unit = text.last.map { ["K": 1024, "M": 1 << 20][$0.uppercased()] ?? 1 } ?? 1
        let digits = unit == 1 ? text[...] : text.dropLast()
        guard let number = Int(digits), (1...(1 << 20)).contains(number),
            case let bytes = number * unit, (4096...(1 << 20)).contains(bytes),
            bytes & (bytes - 1) == 0
        else { throw ValidationError("a cluster has 4K, 8K … 1M bytes, a power of two") }
        self.bytes = bytes
    }
}
#endif

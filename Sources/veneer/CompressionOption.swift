#if Builder
import ArgumentParser
import EROFS

/// What `--compression` says.
struct CompressionOption: Sendable {
    private enum Codec {
        case none
        case lz4
        case lz4hc(level: Int)
    }

    private let codec: Codec

    static let standard = CompressionOption(codec: .lz4hc(level: 12))

    private init(codec: Codec) { self.codec = codec }

    /// Reads `none`, `lz4`, `lz4hc` or `lz4hc,LEVEL`.
    init(_ text: String) throws {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        switch (parts.first, parts.count) {
        case ("none", 1): codec = .none
        case ("lz4", 1): codec = .lz4
        case ("lz4hc", 1): codec = .lz4hc(level: 12)
        case ("lz4hc", 2):
            guard let level = Int(parts[1]), (1...12).contains(level) else {
                throw ValidationError("the level of lz4hc is a number from 1 to 12")
            }
            codec = .lz4hc(level: level)
        default:
            throw ValidationError("'\(text)' is not one of none, lz4, lz4hc and lz4hc,LEVEL")
        }
    }

    /// The format's word for it.
    func compression(clusterSize: Int) -> Compression {
        switch codec {
        case .none: .none
        case .lz4: .lz4(clusterSize: clusterSize)
        case .lz4hc(let level): .lz4hc(level: level, clusterSize: clusterSize)
        }
    }
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

/// How file contents are stored.
package enum Compression: Sendable, Hashable {
    /// As they are.
    case none
    /// LZ4 in clusters of at most so many bytes: a power of two from 4 KiB to 1 MiB.
    case lz4(clusterSize: Int = 4096)
    /// LZ4HC at a level from 1 to 12 in clusters of at most so many bytes.
    case lz4hc(level: Int = 9, clusterSize: Int = 4096)
    /// LZMA at a level from 0 to 9 in clusters of at most so many bytes.
    case lzma(level: Int = 6, clusterSize: Int = 4096)
    /// Zstandard at a level from 1 to 22 in clusters of at most so many bytes.
    case zstd(level: Int = 9, clusterSize: Int = 4096)

    var clusterSize: Int {
        switch self {
        case .none: 0
        case .lz4(let size), .lz4hc(_, let size), .lzma(_, let size), .zstd(_, let size): size
        }
    }

    /// The level; 0 where there is no choice.
    var level: Int {
        switch self {
        case .none, .lz4: 0
        case .lz4hc(let level, _), .lzma(let level, _), .zstd(let level, _): level
        }
    }

    /// The levels that the codec takes; nil where there is no choice.
    package var levels: ClosedRange<Int>? {
        switch self {
        case .none, .lz4: nil
        case .lz4hc: 1...12
        case .lzma: 0...9
        case .zstd: 1...22
        }
    }

    /// The codec as the format numbers it; that of `none` does not matter.
    var codec: Codec {
        switch self {
        case .none, .lz4, .lz4hc: .lz4
        case .lzma: .lzma
        case .zstd: .zstd
        }
    }

    /// The most that a cluster takes: the last of a segment may be half as large again where that
    /// spares one more.
    var largestCluster: Int {
        let size = clusterSize
        return size > Format.blockSize * 2 ? min(size + size / 2, Format.clusterLimit) : size
    }

    /// How far back LZMA and Zstandard may refer: a power of two that is some times the cluster.
    ///
    /// A decoder keeps so much memory for each processor, and a segment has no more to refer to.
    var historySize: Int {
        switch self {
        case .none, .lz4, .lz4hc: 0
        case .lzma: min(max(clusterSize * 8, 1 << 15), Batch.capacity)
        case .zstd: min(clusterSize * 8, 1 << Format.windowBitsLimit)
        }
    }

    /// How many clusters at the end of a segment are worth compressing once more, harder.
    var endClusters: Int {
        switch self {
        case .none, .lzma, .zstd: 0
        case .lz4: 2
        case .lz4hc(let level, _): level < 12 ? 8 : 0
        }
    }

    /// Throws where a parameter is out of its range.
    func check() throws(WriterError) {
        guard self != .none else { return }
        let size = clusterSize
        guard (Format.blockSize...Format.clusterLimit).contains(size), size & (size - 1) == 0
        else { throw .badClusterSize(size) }
        if let levels, !levels.contains(level) { throw .badLevel(level, allowed: levels) }
    }
}

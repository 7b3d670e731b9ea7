/// How file contents are stored.
package enum Compression: Sendable, Hashable {
    /// As they are.
    case none
    /// LZ4 in clusters of at most so many bytes: a power of two from 4 KiB to 1 MiB.
    case lz4(clusterSize: Int = 4096)
    /// LZ4HC at a level from 1 to 12 in clusters of at most so many bytes.
    case lz4hc(level: Int = 9, clusterSize: Int = 4096)

    var clusterSize: Int {
        switch self {
        case .none: 0
        case .lz4(let size), .lz4hc(_, let size): size
        }
    }

    /// The most that a cluster takes: the last of a segment may be half as large again where that
    /// spares one more.
    var largestCluster: Int {
        let size = clusterSize
        return size > Format.blockSize * 2 ? min(size + size / 2, Format.clusterLimit) : size
    }

    /// How many clusters at the end of a segment are worth compressing once more, harder.
    var endClusters: Int {
        switch self {
        case .none: 0
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
        if case .lz4hc(let level, _) = self, !(1...12).contains(level) { throw .badLevel(level) }
    }
}

/// A codec at work for one thread: compresses the start of its input into one cluster.
protocol ClusterEncoder: AnyObject {
    /// Where the last cluster is, from the first byte on.
    var output: Buffer { get }

    /// Compresses as much of the input as fits into one cluster.
    ///
    /// - Returns: how many bytes of input went into how many bytes of output; no output where the
    ///   input does not shrink.
    /// - Throws: `.outOfMemory` or `.codec`.
    func fill(
        _ input: UnsafeRawBufferPointer,
        _ request: ClusterRequest
    ) throws(WriterError) -> FilledCluster
}

/// What a cluster should become.
struct ClusterRequest {
    /// The most bytes that it may take.
    let size: Int
    /// Output per input of the cluster before, as a guess; the result may depend on it.
    let ratio: Double
    /// Whether to spend time on it that the configured codec would not.
    var isHard = false
}

/// How much went into a cluster.
struct FilledCluster {
    /// Bytes of content.
    var consumed = 0
    /// Bytes of output; 0 where nothing could be saved.
    var produced = 0

    static let nothing = Self()
}

extension Compression {
    /// Makes a codec for one thread; nil where nothing is compressed.
    func makeEncoder() throws(WriterError) -> (any ClusterEncoder)? {
        switch self {
        case .none: nil
        case .lz4, .lz4hc: try LZ4Encoder(self)
        case .lzma(let level, _): try LZMAEncoder(level: level, self)
        case .zstd(let level, _): try ZstdEncoder(level: level, self)
        }
    }
}

import CLZMA

/// MicroLZMA, which fills a cluster of a given size by itself.
@safe final class LZMAEncoder: ClusterEncoder {
    private var options = unsafe lzma_options_lzma()
    private var stream = unsafe lzma_stream()
    let output: Buffer

    /// The encoder needs room for its first bytes.
    private static let leastOutput = 6

    init(level: Int, _ compression: Compression) throws(WriterError) {
        output = Buffer(count: compression.largestCluster)
        guard unsafe lzma_lzma_preset(&options, UInt32(level)) == 0 else {
            throw .codec("LZMA")
        }
        unsafe options.dict_size = UInt32(compression.historySize)
    }

    deinit { unsafe lzma_end(&stream) }

    func fill(
        _ input: UnsafeRawBufferPointer,
        _ request: ClusterRequest
    ) throws(WriterError) -> FilledCluster {
        guard request.size >= Self.leastOutput, unsafe !input.isEmpty else { return .nothing }
        // The encoder keeps its memory from one cluster to the next.
        let started = unsafe lzma_microlzma_encoder(&stream, &options)
        try Self.check(started)
        let target = unsafe output.slice(0, request.size)
        unsafe stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.avail_in = input.count
        unsafe stream.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.avail_out = target.count
        let result = unsafe lzma_code(&stream, LZMA_FINISH)
        if result != LZMA_STREAM_END { try Self.check(result) }
        return unsafe FilledCluster(
            consumed: Int(stream.total_in),
            produced: Int(stream.total_out)
        )
    }

    private static func check(_ result: lzma_ret) throws(WriterError) {
        switch result {
        case LZMA_OK: break
        case LZMA_MEM_ERROR: throw .outOfMemory
        default: throw .codec("LZMA")
        }
    }
}

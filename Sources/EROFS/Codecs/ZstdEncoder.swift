import CZstd

/// Zstandard, which only compresses given inputs: how much fits into a cluster is searched for.
@safe final class ZstdEncoder: ClusterEncoder {
    private let context: OpaquePointer
    private(set) var output: Buffer
    /// Where the next try goes; changes places with `output` when it is better.
    private var trial: Buffer
    private let room: Int

    init(level: Int, _ compression: Compression) throws(WriterError) {
        let size = compression.largestCluster
        // Tries that are a little too large are measured, too.
        room = size + size / 4 + 512
        (output, trial) = (Buffer(count: room), Buffer(count: room))
        guard let created = unsafe ZSTD_createCCtx() else { throw .outOfMemory }
        unsafe context = created
        try set(ZSTD_c_compressionLevel, level)
        try set(ZSTD_c_windowLog, compression.historySize.trailingZeroBitCount)
    }

    deinit { unsafe _ = ZSTD_freeCCtx(context) }

    private func set(_ parameter: ZSTD_cParameter, _ value: Int) throws(WriterError) {
        let result = unsafe ZSTD_CCtx_setParameter(context, parameter, Int32(value))
        guard ZSTD_isError(result) == 0 else { throw .codec("Zstandard") }
    }

    func fill(
        _ input: UnsafeRawBufferPointer,
        _ request: ClusterRequest
    ) throws(WriterError) -> FilledCluster {
        var search = FitSearch(available: input.count, room: request.size, ratio: request.ratio)
        while let length = search.next {
            let size = try unsafe compress(UnsafeRawBufferPointer(rebasing: input[..<length]))
            if search.record(length, size: size) { swap(&output, &trial) }
        }
        return search.best
    }

    /// Compresses all of an input; nil where that takes more than the room for a try.
    private func compress(_ input: UnsafeRawBufferPointer) throws(WriterError) -> Int? {
        let target = unsafe trial.slice(0, room)
        let result = unsafe ZSTD_compress2(
            context,
            target.baseAddress,
            target.count,
            input.baseAddress,
            input.count
        )
        guard ZSTD_isError(result) != 0 else { return Int(result) }
        switch ZSTD_getErrorCode(result) {
        case ZSTD_error_dstSize_tooSmall: return nil
        case ZSTD_error_memory_allocation: throw .outOfMemory
        default: throw .codec("Zstandard")
        }
    }
}

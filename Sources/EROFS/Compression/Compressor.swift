import CLZ4

/// One thread's compressor, with the working memory that the codec wants.
@safe final class Compressor {
    let compression: Compression
    private let state: UnsafeMutablePointer<LZ4_streamHC_t>
    /// Where a cluster is compressed before it is aligned to the end of its blocks.
    let scratch: Buffer

    init(_ compression: Compression) throws(WriterError) {
        self.compression = compression
        scratch = Buffer(count: max(compression.largestCluster, Format.blockSize))
        guard let created = unsafe LZ4_createStreamHC() else { throw .outOfMemory }
        unsafe state = created
    }

    deinit { unsafe _ = LZ4_freeStreamHC(state) }

    /// Compresses as much of the input as fits into one cluster of the scratch buffer.
    ///
    /// - Parameters:
    ///   - input: the content from the cluster's start on.
    ///   - size: the most that the cluster may take.
    ///   - hard: whether to spend time on it that the configured codec would not.
    /// - Returns: how many bytes of input went into how many bytes of output.
    func fill(
        _ input: UnsafeRawBufferPointer,
        size: Int,
        hard: Bool = false
    ) -> (consumed: Int, produced: Int) {
        switch compression {
        case .none: (0, 0)
        case .lz4 where !hard: unsafe fillFast(input, size)
        case .lz4: unsafe fillHard(input, size, level: 9)
        case .lz4hc(let level, _): unsafe fillHard(input, size, level: hard ? 12 : level)
        }
    }

    private func fillHard(
        _ input: UnsafeRawBufferPointer,
        _ size: Int,
        level: Int
    ) -> (consumed: Int, produced: Int) {
        unsafe call(input) { source, length, target in
            unsafe LZ4_compress_HC_destSize(
                state,
                source,
                target,
                length,
                Int32(size),
                Int32(level)
            )
        }
    }

    /// Offers 64 KiB first: for inputs of that size the codec's hash table is finer, so that small
    /// clusters take in more.
    private func fillFast(
        _ input: UnsafeRawBufferPointer,
        _ size: Int
    ) -> (consumed: Int, produced: Int) {
        let window = 1 << 16
        if size < window / 4, input.count > window {
            let start = unsafe UnsafeRawBufferPointer(rebasing: input[..<window])
            let result = unsafe fast(start, size)
            if result.consumed < window { return result }
        }
        return unsafe fast(input, size)
    }

    private func fast(
        _ input: UnsafeRawBufferPointer,
        _ size: Int
    ) -> (consumed: Int, produced: Int) {
        unsafe call(input) { source, length, target in
            unsafe LZ4_compress_destSize(source, target, length, Int32(size))
        }
    }

    private func call(
        _ input: UnsafeRawBufferPointer,
        _ body: (UnsafePointer<CChar>, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<CChar>) ->
            Int32
    ) -> (consumed: Int, produced: Int) {
        guard let source = unsafe input.baseAddress?.assumingMemoryBound(to: CChar.self),
            let target = unsafe scratch.slice(0, scratch.count).baseAddress?
                .assumingMemoryBound(to: CChar.self),
            var length = Int32(exactly: input.count)
        else { return (0, 0) }
        let produced = unsafe body(source, &length, target)
        return produced > 0 ? (Int(length), Int(produced)) : (0, 0)
    }
}

import CLZ4

/// LZ4 and LZ4HC, which fill a cluster of a given size by themselves.
@safe final class LZ4Encoder: ClusterEncoder {
    private let compression: Compression
    private let state: UnsafeMutablePointer<LZ4_streamHC_t>
    let output: Buffer

    init(_ compression: Compression) throws(WriterError) {
        self.compression = compression
        output = Buffer(count: compression.largestCluster)
        guard let created = unsafe LZ4_createStreamHC() else { throw .outOfMemory }
        unsafe state = created
    }

    deinit { unsafe _ = LZ4_freeStreamHC(state) }

    func fill(_ input: UnsafeRawBufferPointer, _ request: ClusterRequest) -> FilledCluster {
        let isHard = request.isHard
        return switch compression {
        case .lz4hc(let level, _): unsafe fillHard(input, request.size, level: isHard ? 12 : level)
        default:
            unsafe isHard ? fillHard(input, request.size, level: 9) : fillFast(input, request.size)
        }
    }

    private func fillHard(
        _ input: UnsafeRawBufferPointer,
        _ size: Int,
        level: Int
    ) -> FilledCluster {
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
    ) -> FilledCluster {
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
    ) -> FilledCluster {
        unsafe call(input) { source, length, target in
            unsafe LZ4_compress_destSize(source, target, length, Int32(size))
        }
    }

    private func call(
        _ input: UnsafeRawBufferPointer,
        _ body: (UnsafePointer<CChar>, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<CChar>) ->
            Int32
    ) -> FilledCluster {
        guard let source = unsafe input.baseAddress?.assumingMemoryBound(to: CChar.self),
            let target = unsafe output.slice(0, output.count).baseAddress?
                .assumingMemoryBound(to: CChar.self),
            var length = Int32(exactly: input.count)
        else { return .nothing }
        let produced = unsafe body(source, &length, target)
        guard produced > 0 else { return .nothing }
        return FilledCluster(consumed: Int(length), produced: Int(produced))
    }
}

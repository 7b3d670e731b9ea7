import CLZ4

/// The codec: liblz4's block functions with sizes checked.
enum LZ4 {
    /// The library's version, such as `1.9.4`.
    static var version: String { unsafe String(cString: LZ4_versionString()) }

    /// Inflates a block into exactly `target.count` bytes.
    ///
    /// - Parameter partial: whether the block may hold more than the target takes.
    /// - Returns: false where the block is damaged or has another length.
    static func inflate(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, partial: Bool
    ) -> Bool {
        guard let input = source.baseAddress, let output = target.baseAddress,
            let length = Int32(exactly: source.count), let capacity = Int32(exactly: target.count)
        else { return false }
        let from = unsafe input.assumingMemoryBound(to: CChar.self)
        let to = unsafe output.assumingMemoryBound(to: CChar.self)
        let result =
            partial
            ? unsafe LZ4_decompress_safe_partial(from, to, length, capacity, capacity)
            : unsafe LZ4_decompress_safe(from, to, length, capacity)
        return result == capacity
    }
}

/// One thread's compressor, with the working memory that the codec wants.
@safe final class Compressor {
    private let compression: Compression
    private let state: UnsafeMutablePointer<LZ4_streamHC_t>?
    /// Where a cluster is compressed before it is aligned to the end of its blocks.
    let scratch: Buffer

    init(_ compression: Compression) throws(WriterError) {
        self.compression = compression
        scratch = Buffer(count: max(compression.clusterSize, Format.blockSize))
        guard case .lz4hc = compression else {
            unsafe state = nil
            return
        }
        guard let created = unsafe LZ4_createStreamHC() else { throw .outOfMemory }
        unsafe state = created
    }

    deinit { if let state = unsafe state { unsafe _ = LZ4_freeStreamHC(state) } }

    /// Compresses as much of the input as fits into one cluster of the scratch buffer.
    ///
    /// - Returns: how many bytes of input went into how many bytes of output.
    func fill(_ input: UnsafeRawBufferPointer) -> (consumed: Int, produced: Int) {
        switch compression {
        case .none: (0, 0)
        case .lz4(let size): unsafe fillFast(input, size)
        case .lz4hc(let level, let size):
            unsafe call(input) { source, length, target in
                unsafe LZ4_compress_HC_destSize(
                    state, source, target, length, Int32(size), Int32(level))
            }
        }
    }

    /// Offers 64 KiB first: for inputs of that size the codec's hash table is finer, so that small
    /// clusters take in more.
    private func fillFast(
        _ input: UnsafeRawBufferPointer, _ size: Int
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
        _ input: UnsafeRawBufferPointer, _ size: Int
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

/// Memory of a fixed size that several owners pass along without copying it.
///
/// Every access is bounded by `count`. The memory is not cleared, so pages that nobody writes to
/// are never made.
@safe final class Buffer {
    private let memory: UnsafeMutableRawBufferPointer

    /// The size in bytes.
    let count: Int

    init(count: Int) {
        self.count = count
        unsafe memory = .allocate(byteCount: count, alignment: Format.blockSize)
    }

    deinit { unsafe memory.deallocate() }

    /// Copies bytes in at an offset.
    func copy(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        unsafe slice(offset, bytes.count).copyMemory(from: bytes)
    }

    /// Copies bytes in at an offset.
    func copy(_ bytes: [UInt8], at offset: Int) {
        unsafe bytes.withUnsafeBytes { bytes in unsafe copy(bytes, at: offset) }
    }

    /// Copies a range of another buffer in at an offset.
    func copy(from source: Buffer, _ range: Range<Int>, at offset: Int) {
        unsafe copy(UnsafeRawBufferPointer(source.slice(range.lowerBound, range.count)), at: offset)
    }

    /// Sets a range to zero.
    func clear(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        unsafe _ = slice(range.lowerBound, range.count).initializeMemory(
            as: UInt8.self,
            repeating: 0
        )
    }

    /// The bytes of a range as an array.
    func bytes(_ range: Range<Int>) -> [UInt8] {
        unsafe Array(slice(range.lowerBound, range.count))
    }

    /// The memory of a range; it must not outlive the buffer.
    func slice(_ offset: Int, _ length: Int) -> UnsafeMutableRawBufferPointer {
        precondition(offset >= 0 && length >= 0 && offset <= count - length)
        return unsafe UnsafeMutableRawBufferPointer(rebasing: memory[offset..<(offset + length)])
    }
}

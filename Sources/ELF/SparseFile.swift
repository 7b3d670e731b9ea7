import Glibc

/// A file of which only the parts that were asked for are in memory; all else reads as zeros.
///
/// libelf wants a file as one piece of memory. Zeroed memory that nothing was written to costs nothing, so that the headers of a
/// file of hundreds of megabytes take a few pages.
@safe
final class SparseFile {
    /// Larger programs do not exist; in bytes.
    private static let sizeLimit: UInt64 = 4 << 30
    /// How much is read at once, so that neighbours come with it; in bytes.
    private static let pieceSize = 1 << 16
    /// More text than any program has in its dynamic section, in bytes.
    private static let textLimit = 4 << 20

    let size: Int
    let memory: UnsafeMutablePointer<CChar>
    private let read: (UInt64, Int) throws -> [UInt8]
    private var loaded: Set<Int> = []
    private var textSize = 0

    /// Makes a file of which nothing was read yet.
    ///
    /// Throws: `ELFError`.
    init(
        size: UInt64,
        read: @escaping (_ offset: UInt64, _ count: Int) throws -> [UInt8]
    ) throws(ELFError) {
        guard size > 0, size <= Self.sizeLimit else { throw .malformed(detail: "it is too large") }
        guard let memory = unsafe calloc(Int(size), 1) else { throw .noMemory(size: size) }
        self.size = Int(size)
        unsafe self.memory = memory.assumingMemoryBound(to: CChar.self)
        self.read = read
    }

    deinit { unsafe free(memory) }

    /// Reads a part of the file into its place.
    ///
    /// Throws: `ELFError` where the file ends before, and what reading throws.
    func load(_ offset: UInt64, _ count: Int) throws {
        let (end, overflow) = offset.addingReportingOverflow(UInt64(max(count, 0)))
        guard !overflow, end <= UInt64(size) else { throw Self.cut }
        guard count > 0 else { return }
        for piece in Int(offset) / Self.pieceSize...(Int(end) - 1) / Self.pieceSize
        where loaded.insert(piece).inserted {
            try loadPiece(piece)
        }
    }

    /// The bytes of a part of the file.
    ///
    /// Throws: `ELFError` where the file ends before, and what reading throws.
    func bytes(_ offset: UInt64, _ count: Int) throws -> [UInt8] {
        try load(offset, count)
        let start = Int(offset)
        return (start..<(start + count)).map { unsafe UInt8(bitPattern: memory[$0]) }
    }

    /// The text up to the first NUL in a part of the file.
    ///
    /// Throws: `ELFError` where there is none or all texts together are too long, and what reading throws.
    func text(_ offset: UInt64, limit: Int) throws -> String {
        try load(offset, limit)
        let start = unsafe memory + Int(offset)
        let length = unsafe strnlen(start, limit)
        textSize += length
        guard length < limit, textSize <= Self.textLimit else {
            throw ELFError.malformed(detail: "a text in its headers is too long")
        }
        return unsafe String(cString: start)
    }

    /// Writes zeros over bytes that were loaded.
    func clear(_ range: Range<Int>) {
        for place in range where place < size { unsafe memory[place] = 0 }
    }

    private func loadPiece(_ piece: Int) throws {
        let start = piece * Self.pieceSize
        let count = min(Self.pieceSize, size - start)
        let bytes = try read(UInt64(start), count)
        guard bytes.count == count else { throw Self.cut }
        unsafe bytes.withUnsafeBytes { source in
            guard let base = source.baseAddress else { return }
            unsafe UnsafeMutableRawPointer(memory + start)
                .copyMemory(from: base, byteCount: count)
        }
    }

    private static var cut: ELFError {
        .malformed(detail: "it ends before what its headers name")
    }
}

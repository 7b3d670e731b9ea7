import Dispatch

/// A segment of one file's content within a batch.
struct Piece {
    /// The writer's number of the inode.
    let inode: Int
    /// Where the content lies in the batch's input.
    var range: Range<Int>
    /// Whether this is the whole file.
    let isWholeFile: Bool
    /// Whether the file ends here.
    let isLast: Bool
    /// How many bytes of tail the inode has room for.
    let tailRoom: Int
}

/// What became of a piece.
struct PieceResult {
    /// The clusters in order; empty where the content is stored flat.
    var extents: [StoredExtent] = []
    /// Whether the content is stored flat: whole blocks, then a tail.
    var isFlat = true
    /// Blocks of the batch's output that belong to the piece.
    var blocks = 0
    /// Where the tail for the inode lies in the batch's input.
    var tail: Range<Int> = 0..<0
}

/// Input of a fixed size that is compressed as one job.
///
/// A batch belongs to one thread at a time: the producer fills it, a worker compresses it, the
/// producer takes the results. The queue's lock and the `done` semaphore order these steps.
// Unchecked because the compiler cannot see that hand-over.
final class Batch: @unchecked Sendable {
    /// The most that a batch holds, which is also the length of a file's segments.
    static let capacity = 4 << 20
    /// How much makes a batch worth compressing; small ones keep all threads busy to the end.
    static let fill = 1 << 20

    let input = Buffer(count: capacity)
    let output = Buffer(count: capacity)
    let done = DispatchSemaphore(value: 0)
    var pieces: [Piece] = []
    var results: [PieceResult] = []
    /// The inodes that are complete once this batch is, in the order in which they were added.
    var completed: [Int] = []
    var used = 0
    var outputBlocks = 0
    var digest: UInt64 = 0
    /// Why the batch could not be compressed.
    var failure: WriterError?

    /// How many bytes of content still fit.
    var room: Int { Self.capacity - used }

    /// Makes the batch empty again.
    func reset() {
        pieces.removeAll(keepingCapacity: true)
        results.removeAll(keepingCapacity: true)
        completed.removeAll(keepingCapacity: true)
        used = 0
        outputBlocks = 0
    }

    /// Closes a piece of content that was written at the end of the used input.
    func append(_ piece: Piece) {
        pieces.append(piece)
        used = min(Self.capacity, piece.range.upperBound.roundedUp(to: Format.blockSize))
    }
}

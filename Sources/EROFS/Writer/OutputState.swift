import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What the writer has under way: batches at work, and inodes whose place is not decided.
struct OutputState {
    /// A file whose segments are not all written.
    struct OpenFile {
        let inode: Int
        let startBlock: UInt32
        var blocks = 0
        var extents: [StoredExtent] = []
    }

    let descriptor: FileDescriptor
    let pool: WorkerPool
    /// How many batches may be at work before the oldest is waited for.
    let depth: Int
    let hashing: Bool
    /// The next block of the image to be written; block 0 is written last.
    var nextBlock: UInt64 = 1
    var current = Batch()
    var running: [Batch] = []
    var idle: [Batch] = []
    var open: OpenFile?
    /// Complete inodes that are not laid out, in order.
    var pending: [Int] = []
    /// About how many bytes these inodes take.
    var pendingSize = 0
    var hash = ContentHash()

    /// When so many bytes of inodes are pending, they are laid out and written.
    static let pendingLimit = 16 << 20
    /// More threads than this would need more memory than a build is allowed.
    private static let threadLimit = 16

    init(descriptor: FileDescriptor, options: WriterOptions) throws(WriterError) {
        self.descriptor = descriptor
        hashing = options.uuid == nil
        let processors = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let threads = min(max(options.threads ?? processors, 1), Self.threadLimit)
        depth = threads + 2
        pool = try WorkerPool(
            threads: threads,
            compression: options.compression,
            hashing: hashing
        )
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(WriterError) {
        guard let offset = Int64(exactly: offset) else { throw .imageTooLarge }
        do {
            unsafe try descriptor.writeAll(toAbsoluteOffset: offset, bytes)
        } catch let error as Errno {
            throw .output(error)
        } catch {
            throw .output(.ioError)
        }
    }

    func write(_ bytes: [UInt8], at offset: UInt64) throws(WriterError) {
        try unsafe bytes.withUnsafeBytesTyped { bytes throws(WriterError) in
            unsafe try write(bytes, at: offset)
        }
    }

    /// Moves on by blocks that were written.
    mutating func advance(by blocks: Int) throws(WriterError) {
        nextBlock += UInt64(blocks)
        guard nextBlock < UInt64(UInt32.max) else { throw .imageTooLarge }
    }
}

extension Array where Element == UInt8 {
    /// `withUnsafeBytes` that keeps the type of the error.
    func withUnsafeBytesTyped<Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let result: Result<Void, Failure> = unsafe withUnsafeBytes { bytes in
            do throws(Failure) {
                unsafe try body(bytes)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }
}

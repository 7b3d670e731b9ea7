import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Threads that compress batches in any order; whoever handed a batch in waits for it by itself.
final class WorkerPool: Sendable {
    private let waiting = Mutex<[Batch]>([])
    private let available = DispatchSemaphore(value: 0)
    private let finished = DispatchSemaphore(value: 0)
    private let compression: Compression
    private let hashing: Bool
    private let started: Mutex<Int> = Mutex(0)

    /// Starts the threads.
    ///
    /// - Throws: `.outOfMemory` where an encoder or `.noThread` where a thread cannot be made.
    init(threads: Int, compression: Compression, hashing: Bool) throws(WriterError) {
        self.compression = compression
        self.hashing = hashing
        do throws(WriterError) {
            for _ in 0..<threads { try start(Worker(compression)) }
        } catch {
            stop()
            throw error
        }
    }

    /// What one thread has of its own.
    private final class Worker {
        let encoder: (any ClusterEncoder)?
        init(_ compression: Compression) throws(WriterError) {
            encoder = try compression.makeEncoder()
        }
    }

    /// What a thread takes over when it starts.
    private final class Start: Sendable {
        let pool: WorkerPool
        let worker: Mutex<Worker?>
        init(pool: WorkerPool, worker: sending Worker) {
            self.pool = pool
            self.worker = Mutex(worker)
        }
    }

    private func start(_ worker: sending Worker) throws(WriterError) {
        let context = unsafe Unmanaged.passRetained(Start(pool: self, worker: worker))
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread,
            nil,
            { pointer in
                guard let pointer = unsafe pointer else { return nil }
                let start = unsafe Unmanaged<Start>.fromOpaque(pointer).takeRetainedValue()
                start.worker.withLock { worker in
                    if let worker { start.pool.run(worker) }
                }
                start.pool.finished.signal()
                return nil
            },
            context.toOpaque()
        )
        guard code == 0 else {
            unsafe context.release()
            throw .noThread(code)
        }
        pthread_detach(thread)
        started.withLock { $0 += 1 }
    }

    /// Hands a filled batch to the threads.
    func submit(_ batch: Batch) {
        waiting.withLock { $0.append(batch) }
        available.signal()
    }

    /// Ends the threads once the batches handed in are done, and waits for that.
    func stop() {
        let count = started.withLock { count in
            defer { count = 0 }
            return count
        }
        for _ in 0..<count { available.signal() }
        for _ in 0..<count { finished.wait() }
    }

    private func run(_ worker: Worker) {
        while true {
            available.wait()
            // Nothing waiting means that `stop()` woke this thread.
            let batch = waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            guard let batch else { return }
            batch.compress(with: worker.encoder, compression, hashing: hashing)
            batch.done.signal()
        }
    }
}

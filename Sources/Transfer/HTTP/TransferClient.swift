package import Files
import AsyncHTTPClient
package import Model
import NIOCore

/// Fetches documents and files, with retries, limits and checks.
package struct TransferClient: Sendable {
    /// How long a server may keep us waiting.
    package struct Timeouts: Sendable {
        package var connect: Duration
        /// The longest silence within an answer, or within a request that the server does not take.
        package var silence: Duration

        /// Makes timeouts; without arguments 15 and 60 seconds.
        package init(connect: Duration = .seconds(15), silence: Duration = .seconds(60)) {
            self.connect = connect
            self.silence = silence
        }
    }

    let proxies: ProxyClients
    let retries: RetryPolicy
    let progress: ProgressHandler?

    /// Runs a block with a client, and closes the client's connections afterwards.
    ///
    /// Proxies are taken from the environment given, by the names that curl knows.
    ///
    /// Throws: what the block throws.
    package static func with<Result: Sendable>(
        retries: RetryPolicy = .standard,
        timeouts: Timeouts = Timeouts(),
        environment: [String: String] = [:],
        progress: ProgressHandler? = nil,
        _ body: (TransferClient) async throws -> Result
    ) async throws -> Result {
        let proxies = ProxyClients(settings: ProxySettings(environment), timeouts: timeouts)
        let client = TransferClient(proxies: proxies, retries: retries, progress: progress)
        let result: Result
        do {
            result = try await body(client)
        } catch {
            // What went wrong in the block matters more than a connection that does not close.
            try? await proxies.shutdown()
            throw error
        }
        try await proxies.shutdown()
        return result
    }

    /// A client on the same connections that gives up at once, for a place to which there are others.
    package var impatient: TransferClient {
        TransferClient(proxies: proxies, retries: .never, progress: progress)
    }

    /// Fetches a small document whole.
    ///
    /// Throws: `TransferError`; `.tooLarge` when it has more bytes than the limit. `CancellationError`.
    package func fetch(_ location: Location, limit: Int) async throws -> [UInt8] {
        var sink = DocumentSink(location: location, limit: limit)
        try await transfer(location, into: &sink)
        return sink.bytes
    }

    /// Fetches a file into a folder, checking size and digest on the way; it has no name there before it is committed.
    ///
    /// Bytes beyond the expected size are never written. After a lost connection it goes on where it was, if the server can.
    ///
    /// Throws: `TransferError`, `CancellationError`.
    package func download(
        _ location: Location,
        into folder: Folder,
        expecting expectation: Expectation,
        task: ProgressTask? = nil
    ) async throws -> VerifiedFile {
        var sink = try FileSink(
            location: location,
            folder: folder,
            expectation: expectation,
            report: report(task)
        )
        try await run(location, into: &sink, total: expectation.size, task)
        return try sink.verified()
    }

    /// Fetches a file that nothing is known of into a folder, up to a limit in bytes.
    ///
    /// Throws: `TransferError`, `CancellationError`.
    package func downloadUnproven(
        _ location: Location,
        into folder: Folder,
        limit: Int64,
        task: ProgressTask? = nil
    ) async throws -> UnprovenFile {
        var sink = try FileSink(
            location: location,
            folder: folder,
            limit: limit,
            report: report(task)
        )
        try await run(location, into: &sink, total: nil, task)
        return sink.unproven
    }

    func report(_ task: ProgressTask?) -> ProgressReport? {
        progress.flatMap { handler in task.map { ProgressReport($0, handler) } }
    }

    private func run(
        _ location: Location,
        into sink: inout FileSink,
        total: Int64?,
        _ task: ProgressTask?
    ) async throws {
        let report = report(task)
        report?.begin(total: total)
        defer { report?.end() }
        try await transfer(location, into: &sink)
    }
}

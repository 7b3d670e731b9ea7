import Files
import NIOHTTP1

extension TransferClient {
    /// What one attempt came to, if it did not fail.
    enum Outcome<Value> {
        case done(Value)
        /// An answer that asks for another attempt; it stands when there is none.
        case later(Value, AttemptFailure)
    }

    /// Makes as many attempts as the policy allows, which are counted from one.
    func retrying<Value>(
        _ attempt: (Int) async throws -> Outcome<Value>
    ) async throws -> Value {
        var attempts = 0
        while true {
            attempts += 1
            let pause: Duration
            do {
                switch try await attempt(attempts) {
                case .done(let value): return value
                case .later(let value, let failure):
                    guard let next = self.pause(failure, after: attempts) else { return value }
                    pause = next
                }
            } catch let failure as AttemptFailure {
                guard let next = self.pause(failure, after: attempts) else { throw failure.error }
                pause = next
            } catch let error as FileError {
                throw TransferError.file(error)
            }
            try await Task.sleep(for: pause)
        }
    }

    private func pause(_ failure: AttemptFailure, after attempts: Int) -> Duration? {
        guard failure.error.isTransient else { return nil }
        return retries.pause(after: attempts, requested: failure.retryAfter)
    }

    /// Brings all bytes of a place into a sink.
    func transfer(_ location: Location, into sink: inout some ByteSink) async throws {
        try await retrying { _ in .done(try await attempt(location, into: &sink)) }
    }

    private func attempt(_ location: Location, into sink: inout some ByteSink) async throws {
        do {
            switch location.scheme {
            case .file: try readFile(location, into: &sink)
            case .http, .https: try await request(location, into: &sink)
            }
        } catch let error as TransferError {
            throw AttemptFailure(error: error, retryAfter: nil)
        }
    }
}

/// Why one attempt failed, and when the server wants to be asked again.
struct AttemptFailure: Error {
    var error: TransferError
    var retryAfter: Duration?

    init(error: TransferError, retryAfter: Duration?) {
        self.error = error
        self.retryAfter = retryAfter
    }

    /// Reads the failure out of an answer that is no success.
    init(_ location: Location, status: Int, headers: HTTPHeaders) {
        error =
            status == 404 || status == 410
            ? .noSuchFile(location) : .refused(location, status: status)
        // The form with a date is not worth a parser: the policy's own pause is as good.
        retryAfter = headers.first(name: "Retry-After").flatMap { Int64($0) }.map {
            .seconds(max(0, $0))
        }
    }
}

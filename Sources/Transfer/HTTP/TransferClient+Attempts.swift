import Files
import NIOHTTP1

extension TransferClient {
    /// Brings all bytes of a place into a sink, in as many attempts as the policy allows.
    func transfer(_ location: Location, into sink: inout some ByteSink) async throws {
        var attempts = 0
        while true {
            attempts += 1
            do {
                return try await attempt(location, into: &sink)
            } catch let failure as AttemptFailure {
                guard failure.error.isTransient,
                    let pause = retries.pause(after: attempts, requested: failure.retryAfter)
                else { throw failure.error }
                try await Task.sleep(for: pause)
            } catch let error as FileError {
                throw TransferError.file(error)
            }
        }
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

import AsyncHTTPClient
import Files
package import Model
import NIOCore
import NIOHTTP1

extension TransferClient {
    /// Makes a request and takes its answer; redirects are answers.
    ///
    /// It is made anew for each attempt, since signatures grow old. An answer that says "later" is the result when no attempt is left.
    ///
    /// Throws: `TransferError`, `CancellationError`, what the closure throws.
    package func exchange(
        task: ProgressTask? = nil,
        _ make: () throws -> HTTPExchange
    ) async throws -> HTTPReply {
        let meter = report(task).map { UploadMeter($0) }
        return try await retrying { attempt in
            meter?.startAgain()
            let exchange = try make()
            do {
                let (reply, busy) = try await send(exchange, meter, attempt: attempt)
                return busy.map { .later(reply, $0) } ?? .done(reply)
            } catch let error as TransferError {
                throw AttemptFailure(error: error, retryAfter: nil)
            }
        }
    }

    /// The answer, and when it asks us to come back what `AttemptFailure` makes of it.
    private func send(
        _ exchange: HTTPExchange,
        _ meter: UploadMeter?,
        attempt: Int
    ) async throws -> (HTTPReply, AttemptFailure?) {
        var request = HTTPClientRequest(url: exchange.location.requestText)
        request.method = HTTPMethod(rawValue: exchange.method)
        request.headers.add(name: "User-Agent", value: "veneer")
        for header in exchange.headers {
            request.headers.replaceOrAdd(name: header.name, value: header.value)
        }
        if exchange.body.size > 0 { request.body = exchange.body.requestBody(meter) }
        var sink = DocumentSink(location: exchange.location, limit: exchange.limit)
        do {
            let response = try await proxies.client(for: exchange.location)
                .execute(request, deadline: .distantFuture)
            for try await buffer in response.body {
                try buffer.withUnsafeReadableBytes { try sink.receive($0) }
            }
            let reply = HTTPReply(response, body: sink.bytes, attempts: attempt)
            let failure = AttemptFailure(
                exchange.location,
                status: reply.status,
                headers: response.headers
            )
            return (reply, failure.error.isTransient ? failure : nil)
        } catch {
            throw Self.meaning(
                of: error,
                at: exchange.location,
                received: sink.received,
                expected: nil
            )
        }
    }
}

extension HTTPReply {
    fileprivate init(_ response: HTTPClientResponse, body: [UInt8], attempts: Int) {
        status = Int(response.status.code)
        headers = [:]
        for header in response.headers where headers[header.name.lowercased()] == nil {
            headers[header.name.lowercased()] = header.value
        }
        self.body = body
        self.attempts = attempts
    }
}

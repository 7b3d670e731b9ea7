import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension TransferClient {
    private static let redirectLimit = 8

    /// Makes one request, follows redirects, and hands the body to the sink.
    func request(_ location: Location, into sink: inout some ByteSink) async throws {
        do {
            var place = location
            for _ in 0...Self.redirectLimit {
                let response = try await send(place, resuming: sink)
                guard let next = try redirect(response, from: place) else {
                    return try await take(response, from: location, into: &sink)
                }
                place = next
            }
            throw TransferError.redirectLoop(location)
        } catch {
            throw Self.meaning(of: error, at: location, received: sink.received, expected: nil)
        }
    }

    private func send(
        _ place: Location,
        resuming sink: some ByteSink
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: place.requestText)
        request.headers.add(name: "User-Agent", value: "veneer")
        // A compressed answer would have another size and checksum.
        request.headers.add(name: "Accept-Encoding", value: "identity")
        if sink.received > 0, let validator = sink.validator {
            request.headers.add(name: "Range", value: "bytes=\(sink.received)-")
            request.headers.add(name: "If-Range", value: validator)
        }
        // No overall deadline: a large file on a slow line is fine as long as bytes come.
        return try await proxies.client(for: place).execute(request, deadline: .distantFuture)
    }

    /// Where an answer sends us, or nothing when it is the answer itself.
    private func redirect(
        _ response: HTTPClientResponse,
        from place: Location
    ) throws(TransferError) -> Location? {
        guard [301, 302, 303, 307, 308].contains(response.status.code) else { return nil }
        guard let target = response.headers.first(name: "Location") else {
            throw .refused(place, status: Int(response.status.code))
        }
        let next = try place.resolving(target)
        guard next.scheme != .file, place.scheme != .https || next.scheme == .https else {
            throw .insecureRedirect(from: place, to: next)
        }
        return next
    }

    private func take(
        _ response: HTTPClientResponse,
        from location: Location,
        into sink: inout some ByteSink
    ) async throws {
        let answer = Answer(response)
        switch Int(response.status.code) {
        case 200: try sink.begin(resuming: false, total: answer.length)
        case 206 where answer.rangeStart == sink.received && sink.received > 0:
            try sink.begin(resuming: true, total: answer.rangeTotal)
        case 206:
            throw TransferError.garbled(location)
        case let status:
            throw AttemptFailure(location, status: status, headers: response.headers)
        }
        sink.validator = answer.validator
        let total = answer.rangeTotal ?? answer.length
        do {
            for try await buffer in response.body {
                try buffer.withUnsafeReadableBytes { try sink.receive($0) }
            }
        } catch {
            throw Self.meaning(
                of: error,
                at: location,
                received: sink.received,
                expected: total
            )
        }
        if let total, sink.received < total {
            throw TransferError.cutShort(location, received: sink.received, expected: total)
        }
    }
}

/// What the headers of an answer say about its body.
private struct Answer {
    /// In bytes.
    var length: Int64?
    var rangeStart: Int64?
    var rangeTotal: Int64?
    /// The entity tag, unless it is a weak one, which says nothing about bytes.
    var validator: String?

    init(_ response: HTTPClientResponse) {
        length = response.headers.first(name: "Content-Length").flatMap { Int64($0) }
        let tag = response.headers.first(name: "ETag")
        validator = tag.flatMap { $0.hasPrefix("\"") ? $0 : nil }
        guard let range = response.headers.first(name: "Content-Range"),
            range.hasPrefix("bytes ")
        else { return }
        let parts = range.dropFirst(6).split { $0 == "-" || $0 == "/" }
        guard parts.count == 3 else { return }
        rangeStart = Int64(parts[0])
        rangeTotal = Int64(parts[2])
    }
}

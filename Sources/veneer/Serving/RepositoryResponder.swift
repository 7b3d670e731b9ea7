#if Builder
import Files
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Publishing

/// Answers requests with the files of a repository, and with 404 for everything else.
struct RepositoryResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    private static let chunkSize: Int64 = 1 << 17

    let root: Folder

    func respond(to request: Request, context: Context) async throws -> Response {
        guard request.method == .get || request.method == .head else {
            return Self.refusal(.methodNotAllowed, [.allow: "GET, HEAD"], request.method)
        }
        guard let path = request.uri.path.removingPercentEncoding,
            let file = try ServedFile(path, in: root)
        else {
            return Self.refusal(.notFound, [.cacheControl: "no-cache"], request.method)
        }
        let conditions = Preconditions(
            request.headers,
            tag: file.tag,
            modified: file.modified,
            now: HTTPTime(seconds: Int64(Date().timeIntervalSince1970))
        )
        switch conditions {
        case .failed: return Self.refusal(.preconditionFailed, [:], request.method)
        case .notModified:
            var headers = Self.headers(of: file, path: path)
            headers[.contentType] = nil
            return Response(status: .notModified, headers: headers)
        case .met(let allowsRange):
            // Only GET has ranges (RFC 9110, section 14.2).
            let range = allowsRange && request.method == .get ? request.headers[.range] : nil
            return Self.answer(
                file,
                Self.headers(of: file, path: path),
                ByteRange(header: range, size: file.size),
                request.method
            )
        }
    }

    private static func refusal(
        _ status: HTTPResponse.Status,
        _ fields: HTTPFields,
        _ method: HTTPRequest.Method
    ) -> Response {
        let text = "\(status.code) \(status.reasonPhrase)\n"
        var headers = fields
        headers[.contentType] = "text/plain; charset=utf-8"
        headers[.contentLength] = String(text.utf8.count)
        guard method != .head else { return Response(status: status, headers: headers) }
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    private static func headers(of file: ServedFile, path: String) -> HTTPFields {
        let known = ObjectHeaders(String(path.drop { $0 == "/" }))
        return [
            .eTag: file.tag,
            .lastModified: file.modified.text,
            .acceptRanges: "bytes",
            .contentType: known.contentType,
            .cacheControl: known.cacheControl,
        ]
    }

    private static func answer(
        _ file: ServedFile,
        _ headers: HTTPFields,
        _ range: ByteRange,
        _ method: HTTPRequest.Method
    ) -> Response {
        var headers = headers
        switch range {
        case .unsatisfiable:
            return refusal(
                .rangeNotSatisfiable,
                [.contentRange: "bytes */\(file.size)", .eTag: file.tag],
                method
            )
        case .whole:
            return body(.ok, headers, file, 0..<file.size, method)
        case .part(let range):
            headers[.contentRange] =
                "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
            return body(.partialContent, headers, file, range, method)
        }
    }

    private static func body(
        _ status: HTTPResponse.Status,
        _ headers: HTTPFields,
        _ file: ServedFile,
        _ range: Range<Int64>,
        _ method: HTTPRequest.Method
    ) -> Response {
        var headers = headers
        headers[.contentLength] = String(range.count)
        guard method == .get, !range.isEmpty else {
            return Response(status: status, headers: headers)
        }
        let body = ResponseBody(contentLength: range.count) { writer in
            var offset = range.lowerBound
            while offset < range.upperBound {
                let count = Int(min(chunkSize, range.upperBound - offset))
                let bytes = try file.read(at: offset, count: count)
                // Cut off under our hands: the connection breaks, and the client sees too few bytes.
                guard !bytes.isEmpty else { throw HTTPError(.internalServerError) }
                try await writer.write(ByteBuffer(bytes: bytes))
                offset += Int64(bytes.count)
            }
            try await writer.finish(nil)
        }
        return Response(status: status, headers: headers, body: body)
    }
}
#endif

#if Builder
import Files
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Transfer

/// Answers requests with the files of a repository, and with 404 for everything else.
struct RepositoryResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    private static let chunkSize: Int64 = 1 << 17

    let root: Folder

    func respond(to request: Request, context: Context) async throws -> Response {
        guard request.method == .get || request.method == .head else {
            return Response(status: .methodNotAllowed, headers: [.allow: "GET, HEAD"])
        }
        guard let path = request.uri.path.removingPercentEncoding,
            let file = ServedFile(path, in: root)
        else { return Self.empty(.notFound) }
        var headers = Self.headers(of: file, path: path)
        if Self.isKnown(file, request.headers) {
            return Response(status: .notModified, headers: headers)
        }
        switch Self.range(of: file, request.headers) {
        case .unsatisfiable:
            headers = HTTPFields()
            headers[.contentRange] = "bytes */\(file.size)"
            headers[.contentLength] = "0"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        case .whole:
            return Self.answer(.ok, headers, file, 0..<file.size, request.method)
        case .part(let range):
            headers[.contentRange] =
                "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
            return Self.answer(.partialContent, headers, file, range, request.method)
        }
    }

    private static func empty(_ status: HTTPResponse.Status) -> Response {
        Response(status: status, headers: [.contentLength: "0"])
    }

    private static func headers(of file: ServedFile, path: String) -> HTTPFields {
        [
            .eTag: file.tag,
            .acceptRanges: "bytes",
            .contentType: contentType(of: path),
            // Images never change under their name; everything else has to be asked for again.
            .cacheControl: path.hasSuffix(".raw")
                ? "public, max-age=31536000, immutable" : "no-cache",
        ]
    }

    private static func contentType(of path: String) -> String {
        if path.hasSuffix(".spdx.json") { return "application/spdx+json" }
        if path.hasSuffix(".slsa.json") { return "application/vnd.in-toto+json" }
        return switch path.split(separator: ".").last {
        case "raw": "application/octet-stream"
        case "json": "application/json"
        case "html": "text/html; charset=utf-8"
        default: "text/plain; charset=utf-8"
        }
    }

    private static func isKnown(_ file: ServedFile, _ headers: HTTPFields) -> Bool {
        headers[values: .ifNoneMatch].contains { value in
            value.split(separator: ",").contains { tag in
                let tag = tag.drop { $0 == " " }
                return tag == "*" || tag == file.tag || tag == "W/\(file.tag)"
            }
        }
    }

    private static func range(of file: ServedFile, _ headers: HTTPFields) -> ByteRange {
        if let condition = headers[.ifRange], condition != file.tag { return .whole }
        return ByteRange(header: headers[.range], size: file.size)
    }

    private static func answer(
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

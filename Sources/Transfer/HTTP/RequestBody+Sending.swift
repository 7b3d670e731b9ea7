import AsyncHTTPClient
import NIOCore

extension RequestBody {
    /// The body as the HTTP client takes it.
    func requestBody(_ meter: UploadMeter?) -> HTTPClientRequest.Body {
        switch self {
        case .bytes(let bytes): .bytes(ByteBuffer(bytes: bytes))
        case .file: .stream(FilePieces(body: self, meter: meter), length: .known(size))
        }
    }
}

/// The pieces of a file, as the HTTP client asks for them.
private struct FilePieces: AsyncSequence, Sendable {
    let body: RequestBody
    let meter: UploadMeter?

    struct AsyncIterator: AsyncIteratorProtocol {
        let body: RequestBody
        let meter: UploadMeter?
        var position: Int64 = 0

        mutating func next() async throws -> ByteBuffer? {
            guard let piece = try body.piece(at: position) else { return nil }
            position += Int64(piece.count)
            meter?.add(Int64(piece.count))
            return ByteBuffer(bytes: piece)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: body, meter: meter) }
}

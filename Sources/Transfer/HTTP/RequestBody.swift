import Crypto
import Files
package import SystemPackage

/// What a request sends; it can be sent again from its start.
package enum RequestBody: Sendable {
    case bytes([UInt8])
    /// A part of an open file; the path is for messages, offset and size are in bytes.
    case file(FileDescriptor, path: String, offset: Int64, size: Int64)

    /// Nothing.
    package static let none = RequestBody.bytes([])

    /// In bytes.
    package var size: Int64 {
        switch self {
        case .bytes(let bytes): Int64(bytes.count)
        case .file(_, _, _, let size): size
        }
    }

    /// The parts of a file, all but the last of one size in bytes.
    func pieces(of step: Int64) -> [RequestBody] {
        guard case .file(let file, let path, let start, let size) = self else { return [self] }
        return stride(from: 0, to: size, by: Int64.Stride(step)).map { offset in
            .file(file, path: path, offset: start + offset, size: min(step, size - offset))
        }
    }

    /// Hands all bytes to a closure, piece by piece.
    ///
    /// Throws: `FileError`.
    func forEachPiece(_ body: ([UInt8]) -> Void) throws(FileError) {
        switch self {
        case .bytes(let bytes): body(bytes)
        case .file:
            var offset: Int64 = 0
            while let piece = try piece(at: offset) {
                body(piece)
                offset += Int64(piece.count)
            }
        }
    }

    /// The SHA-256 of all bytes, which go into the hash of a greater whole too.
    ///
    /// Throws: `FileError`.
    func digest(_ whole: inout SHA256) throws(FileError) -> [UInt8] {
        var hash = SHA256()
        try forEachPiece { piece in
            hash.update(data: piece)
            whole.update(data: piece)
        }
        return Array(hash.finalize())
    }

    /// The next bytes of a file's part, or nothing at its end.
    func piece(at position: Int64) throws(FileError) -> [UInt8]? {
        guard case .file(let file, let path, let offset, let size) = self, position < size else {
            return nil
        }
        let piece = try readPart(
            of: file,
            at: UInt64(clamping: offset + position),
            count: Int(min(1 << 18, size - position)),
            path: path
        )
        guard !piece.isEmpty else {
            throw .wrongKind(path: path, expected: "as long as it was a moment ago")
        }
        return piece
    }
}

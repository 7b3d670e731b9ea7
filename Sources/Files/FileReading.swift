package import SystemPackage

/// Reads the rest of an open file.
///
/// Throws: `FileError`, `.tooLarge` when there are more bytes than the limit.
package func readAll(
    _ file: FileDescriptor,
    limit: Int,
    path: String
) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var count = 0
    repeat {
        count = try readSome(file, into: &buffer, path: path)
        guard count <= limit - bytes.count else { throw .tooLarge(path: path, limit: limit) }
        bytes += buffer[..<count]
    } while count > 0
    return bytes
}

/// So many bytes of an open file, fewer at its end; the file's position stays where it is.
///
/// Throws: `FileError`.
package func readPart(
    of file: FileDescriptor,
    at offset: UInt64,
    count: Int,
    path: String
) throws(FileError) -> [UInt8] {
    do {
        return try [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            length = try file.read(
                fromAbsoluteOffset: Int64(clamping: offset),
                into: UnsafeMutableRawBufferPointer(buffer)
            )
        }
    } catch {
        throw .system(action: "read", path: path, error as? Errno ?? .ioError)
    }
}

/// Hands all bytes of an open file to a closure, piece by piece from its start; the file's position stays where it is.
///
/// Throws: `FileError`.
package func forEachPiece(
    of file: FileDescriptor,
    path: String,
    _ body: (UnsafeRawBufferPointer) throws(FileError) -> Void
) throws(FileError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    var offset: Int64 = 0
    var count = 0
    repeat {
        do {
            count = try file.read(fromAbsoluteOffset: offset, into: buffer)
        } catch {
            throw .system(action: "read", path: path, error as? Errno ?? .ioError)
        }
        try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        offset += Int64(count)
    } while count > 0
}

import Files
import Crypto
import Model
import SystemPackage
import Transfer

/// A plain file that is open for reading until this value goes away.
struct OpenFile: ~Copyable {
    let descriptor: FileDescriptor
    private let path: String

    /// Opens a file of a folder.
    ///
    /// Throws: `FileError`.
    init(_ name: String, in folder: Folder) throws(FileError) {
        descriptor = try folder.open(name)
        path = folder.path.appending(name).string
    }

    deinit {
        // Nothing was written through it, so a failing close loses nothing.
        try? descriptor.close()
    }

    /// The file's checksum and size.
    ///
    /// Throws: `FileError`.
    borrowing func checksum() throws(FileError) -> (checksum: Checksum, size: Int64) {
        try Self.checksum(of: descriptor, path: path)
    }

    /// Hands all bytes of the file to a closure, piece by piece.
    ///
    /// Throws: `FileError`.
    borrowing func read(
        _ body: (UnsafeRawBufferPointer) throws(FileError) -> Void
    ) throws(FileError) {
        try Self.read(descriptor, path: path, body)
    }

    /// The checksum and size of an open file.
    ///
    /// Throws: `FileError`.
    static func checksum(
        of file: FileDescriptor,
        path: String
    ) throws(FileError) -> (checksum: Checksum, size: Int64) {
        var hasher = SHA256()
        var size: Int64 = 0
        try read(file, path: path) { bytes throws(FileError) in
            hasher.update(bufferPointer: bytes)
            size += Int64(bytes.count)
        }
        return (Checksum(prefix: hasher.finalize()), size)
    }

    private static func read(
        _ file: FileDescriptor,
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
}

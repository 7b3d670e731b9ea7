import Files
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
        try Checksum.reading(descriptor, path: path)
    }

    /// Hands all bytes of the file to a closure, piece by piece.
    ///
    /// Throws: `FileError`.
    borrowing func read(
        _ body: (UnsafeRawBufferPointer) throws(FileError) -> Void
    ) throws(FileError) {
        try forEachPiece(of: descriptor, path: path, body)
    }
}

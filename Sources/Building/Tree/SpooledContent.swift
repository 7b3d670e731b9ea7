import Crypto
import Files
import Glibc
import Model
import SystemPackage
import Transfer

/// A file on disk that holds the contents of files of an image, so that memory does not.
///
/// A class, because the file stays open as long as any of its contents is needed.
package final class ContentFile: Sendable {
    let descriptor: FileDescriptor
    /// For messages.
    let path: FilePath
    /// Keeps a file that has no name of its own; it goes away with this object.
    private let pending: PendingFile?

    /// Opens a file that is there.
    ///
    /// Throws: `FileError`.
    init(reading path: FilePath) throws {
        let folder = try Folder(path.removingLastComponent())
        descriptor = try folder.open(path.lastComponent?.string ?? "")
        self.path = path
        pending = nil
    }

    /// Makes an empty file in a folder, to write to; nobody else sees it.
    ///
    /// Throws: `FileError`.
    init(in folder: Folder) throws {
        let pending = try PendingFile(in: folder, mode: 0o600)
        descriptor = pending.descriptor
        path = folder.path
        self.pending = pending
    }

    deinit {
        // Only read from; a pending file closes its own descriptor.
        if pending == nil { _ = Glibc.close(descriptor.rawValue) }
    }

    /// Adds bytes at the end of a file that was made empty.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard let pending else { throw FileError.wrongKind(path: path.string, expected: "new") }
        try pending.write(bytes)
    }
}

/// The content of one file of an image, as a part of a file on disk.
package struct SpooledContent: Sendable {
    let file: ContentFile
    /// In bytes, from the file's start.
    let offset: Int64
    /// In bytes.
    package let size: Int64

    /// Passes all bytes to `body`, in chunks that are valid for the call only.
    ///
    /// Throws: `FileError` when the file is shorter than it was, and what `body` throws.
    package func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let capacity = Int(min(max(size, 1), 1 << 18))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
        defer { buffer.deallocate() }
        var done: Int64 = 0
        while done < size {
            let wanted = Int(min(Int64(capacity), size - done))
            let count = try file.descriptor.read(
                fromAbsoluteOffset: offset + done,
                into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
            )
            guard count > 0 else {
                throw FileError.system(action: "read", path: file.path.string, .ioError)
            }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            done += Int64(count)
        }
    }

    /// What the content hashes to.
    ///
    /// Throws: `FileError`.
    func checksum() throws -> Checksum {
        var hash = SHA256()
        try forEachChunk { hash.update(bufferPointer: $0) }
        return Checksum(hash.finalize())
    }

    /// All bytes, when they are not more than a limit.
    ///
    /// Throws: `FileError`.
    package func bytes(limit: Int) throws -> [UInt8] {
        guard size <= limit else {
            throw FileError.tooLarge(path: file.path.string, limit: limit)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(size))
        try forEachChunk { bytes += $0 }
        return bytes
    }
}

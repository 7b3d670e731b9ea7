#if Builder
import Files
import SystemPackage
import Transfer

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// An open file of a repository; a class because an answer that is still being sent keeps it open.
final class ServedFile: Sendable {
    private let descriptor: FileDescriptor
    /// In bytes.
    let size: Int64
    /// An entity tag that changes with the file; strong, because files are replaced and never rewritten.
    let tag: String

    /// Opens a file by its path in the repository, or gives nothing where there is no plain file.
    ///
    /// No link is followed, and names that begin with a dot are not there: they are files that are still being written.
    init?(_ path: String, in root: Folder) {
        var folder = root
        var names = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard let last = names.popLast(), !last.hasPrefix(".") else { return nil }
        do throws(FileError) {
            for name in names {
                guard !name.hasPrefix(".") else { return nil }
                folder = try folder.subfolder(String(name))
            }
            descriptor = try folder.open(String(last))
        } catch {
            // To a client, what cannot be opened is not there.
            return nil
        }
        var status = stat()
        guard fstat(descriptor.rawValue, &status) == 0 else {
            _ = close(descriptor.rawValue)
            return nil
        }
        size = Int64(status.st_size)
        let time = status.st_mtim
        tag = "\"\(status.st_ino)-\(status.st_size)-\(time.tv_sec).\(time.tv_nsec)\""
    }

    deinit {
        // Only read from, so a failing close loses nothing.
        _ = close(descriptor.rawValue)
    }

    /// Reads bytes; fewer than asked for only at the end.
    func read(at offset: Int64, count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            length = try descriptor.read(
                fromAbsoluteOffset: offset,
                into: UnsafeMutableRawBufferPointer(buffer)
            )
        }
    }
}
#endif

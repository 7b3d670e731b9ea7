#if Builder
import Crypto
import Files
import Model
import SystemPackage
import Transfer

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// An open file of a repository; a class because an answer that is still being sent keeps it open.
final class ServedFile: Sendable {
    /// Up to here a file is read at once, in bytes.
    private static let smallSize: Int64 = 1 << 20

    private let descriptor: FileDescriptor
    /// The whole content of a small file.
    private let content: [UInt8]?
    /// In bytes.
    let size: Int64
    let modified: HTTPTime
    /// A strong entity tag.
    ///
    /// Of a small file it is the content's digest: lists and metadata may be replaced twice within one tick of the clock, by files of
    /// one size and with one inode number. Of a large file, which is never replaced under its name, it is that number with size and
    /// time, which need no reading.
    let tag: String

    /// Opens a file by its path in the repository, or gives nothing where there is no plain file.
    ///
    /// No link is followed, and names that begin with a dot are not there: they are files that are still being written.
    ///
    /// Throws: `FileError`, `Errno` for a file that is there and cannot be read.
    init?(_ path: String, in root: Folder) throws {
        guard let descriptor = Self.open(path, in: root) else { return nil }
        do {
            var status = stat()
            guard fstat(descriptor.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
            let time = status.st_mtim
            modified = HTTPTime(seconds: Int64(time.tv_sec))
            let length = Int64(status.st_size)
            if length <= Self.smallSize {
                let bytes = try Self.read(descriptor, at: 0, count: Int(Self.smallSize))
                content = bytes
                size = Int64(bytes.count)
                tag = "\"sha256-\(Checksum(SHA256.hash(data: bytes)))\""
            } else {
                content = nil
                size = length
                tag = "\"\(status.st_ino)-\(length)-\(time.tv_sec).\(time.tv_nsec)\""
            }
        } catch {
            // Only read from, so a failing close loses nothing.
            _ = close(descriptor.rawValue)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit {
        // Only read from, so a failing close loses nothing.
        _ = close(descriptor.rawValue)
    }

    /// Reads bytes; fewer than asked for only at the end.
    func read(at offset: Int64, count: Int) throws -> [UInt8] {
        if let content { return Array(content.dropFirst(Int(offset)).prefix(count)) }
        return try Self.read(descriptor, at: offset, count: count)
    }

    private static func open(_ path: String, in root: Folder) -> FileDescriptor? {
        var folder = root
        var names = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard let last = names.popLast(), !last.hasPrefix(".") else { return nil }
        do throws(FileError) {
            for name in names {
                guard !name.hasPrefix(".") else { return nil }
                folder = try folder.subfolder(String(name))
            }
            return try folder.open(String(last))
        } catch {
            // To a client, what cannot be opened is not there.
            return nil
        }
    }

    private static func read(
        _ descriptor: FileDescriptor,
        at offset: Int64,
        count: Int
    ) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            length = try descriptor.read(
                fromAbsoluteOffset: offset,
                into: UnsafeMutableRawBufferPointer(buffer)
            )
        }
    }
}
#endif

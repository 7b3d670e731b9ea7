import Glibc
package import SystemPackage
import Synchronization

/// A file that is being written, and that nobody sees under its name before it is whole and durable.
///
/// It stands beside its future name as `.#veneer-…` (a name that systemd never reads as an image); what is not committed goes away with
/// the object. A class, so that several parallel downloads can be collected before any is committed.
package final class PendingFile: Sendable {
    private static let prefix = ".#veneer-"

    /// Open for reading and writing.
    package let descriptor: FileDescriptor
    private let folder: Folder
    private let name: String
    private let isCommitted = Mutex(false)

    /// Makes an empty file in a folder.
    ///
    /// Throws: `FileError`.
    package init(in folder: Folder, mode: CInt = 0o644) throws(FileError) {
        let name = Self.prefix + String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let path = try folder.path(of: name)
        let opened = try systemCall("create", path.string) {
            openat(
                folder.descriptor.rawValue,
                name,
                O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                mode_t(mode)
            )
        }
        descriptor = FileDescriptor(rawValue: opened)
        self.folder = folder
        self.name = name
        // The umask has taken bits off the mode, and these files are meant to have exactly it.
        _ = try systemCall("set the mode of", path.string) { fchmod(opened, mode_t(mode)) }
    }

    deinit {
        // Clean-up: if the file cannot be removed, `removePendingFiles` finds it later.
        if !isCommitted.withLock({ $0 }) { _ = unlinkat(folder.descriptor.rawValue, name, 0) }
        _ = Glibc.close(descriptor.rawValue)
    }

    /// Whether a name is one that such files have while they are pending.
    package static func isName(_ name: String) -> Bool { name.hasPrefix(prefix) }

    /// Adds bytes at the end.
    package func write(_ bytes: [UInt8]) throws(FileError) {
        var failure: FileError?
        bytes.withUnsafeBytes { buffer in
            do throws(FileError) { try write(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Adds bytes at the end.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = try systemCall("write to", folder.path.string) {
                Glibc.write(descriptor.rawValue, part.baseAddress, part.count)
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Throws away what was written.
    package func empty() throws(FileError) {
        _ = try systemCall("write to", folder.path.string) { ftruncate(descriptor.rawValue, 0) }
        _ = try systemCall("write to", folder.path.string) {
            lseek(descriptor.rawValue, 0, SEEK_SET)
        }
    }

    /// Makes the file durable and gives it its name, over whatever file had it or, on demand, only where there is none.
    ///
    /// Throws: `FileError`, one that `isExisting` when a file is not to be replaced; nothing has changed then.
    package func commit(as target: String, replacing: Bool = true) throws(FileError) {
        let path = try folder.path(of: target)
        _ = try systemCall("write", path.string) { fsync(descriptor.rawValue) }
        let number = folder.descriptor.rawValue
        if replacing {
            _ = try systemCall("rename to", path.string) { renameat(number, name, number, target) }
            isCommitted.withLock { $0 = true }
        } else {
            // A second name, which the system gives to nobody twice; the first one goes away with the object.
            _ = try systemCall("create", path.string) { linkat(number, name, number, target, 0) }
        }
        try folder.synchronize()
    }
}

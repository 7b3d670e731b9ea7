import CLinux
import Glibc
package import SystemPackage

/// An open folder: everything in it is reached through its descriptor, one name at a time, and no link is followed.
///
/// A class because pending files share the descriptor with whoever opened it.
package final class Folder: Sendable {
    /// Where it was when it was opened; for messages.
    package let path: FilePath
    /// Stays open as long as this object lives.
    package let descriptor: FileDescriptor

    /// Opens a folder; the path may lead through links.
    ///
    /// Throws: `FileError`.
    package convenience init(_ path: FilePath) throws(FileError) {
        let opened = try systemCall("open", path.string) {
            Glibc.open(path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        self.init(adopting: FileDescriptor(rawValue: opened), path: path)
    }

    /// Takes over an open descriptor of a folder.
    package init(adopting descriptor: FileDescriptor, path: FilePath) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        // A process that is just being started shares the descriptor until it runs its program, and would keep a lock.
        _ = flock(descriptor.rawValue, LOCK_UN)
        // Nothing was written through this descriptor, so a failing close loses nothing.
        _ = Glibc.close(descriptor.rawValue)
    }

    /// Opens a folder, making it and those above it where they are missing.
    package static func making(_ path: FilePath, mode: CInt = 0o755) throws(FileError) -> Folder {
        do {
            return try Folder(path)
        } catch  where error.isNotFound && !path.removingLastComponent().isEmpty {
            let parent = try making(path.removingLastComponent(), mode: mode)
            guard let name = path.lastComponent?.string else { throw error }
            return try parent.subfolder(name, making: true, mode: mode)
        } catch  where error.isNotFound && path.isRelative {
            guard let name = path.lastComponent?.string else { throw error }
            return try Folder(".").subfolder(name, making: true, mode: mode)
        }
    }

    /// Opens a folder in this one; a link there is refused.
    ///
    /// Throws: `FileError`.
    package func subfolder(
        _ name: String,
        making: Bool = false,
        mode: CInt = 0o755
    ) throws(FileError) -> Folder {
        let path = try self.path(of: name)
        if making, mkdirat(descriptor.rawValue, name, mode_t(mode)) == 0 {
            try synchronize()
        }
        let opened = try systemCall("open", path.string) {
            Glibc.openat(
                descriptor.rawValue,
                name,
                O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
            )
        }
        return Folder(adopting: FileDescriptor(rawValue: opened), path: path)
    }

    /// Makes what was renamed or removed in it survive a loss of power.
    package func synchronize() throws(FileError) {
        _ = try systemCall("write out", path.string) { fsync(descriptor.rawValue) }
    }

    /// Takes the folder for this process alone, until this object goes away; false when another process has it.
    package func tryLock() throws(FileError) -> Bool {
        do {
            _ = try systemCall("lock", path.string) {
                flock(descriptor.rawValue, LOCK_EX | LOCK_NB)
            }
            return true
        } catch .system(_, _, .wouldBlock) {
            return false
        }
    }

    /// Whether this is the same folder as another one, by whatever path either was opened.
    package func isSame(as other: Folder) throws(FileError) -> Bool {
        var own = stat()
        var others = stat()
        _ = try systemCall("look at", path.string) { fstat(descriptor.rawValue, &own) }
        _ = try systemCall("look at", other.path.string) {
            fstat(other.descriptor.rawValue, &others)
        }
        return own.st_dev == others.st_dev && own.st_ino == others.st_ino
    }

    /// The path of an entry, for messages.
    ///
    /// Throws: `FileError.badName` when the name is not that of an entry.
    package func path(of name: String) throws(FileError) -> FilePath {
        try check(name)
        return path.appending(name)
    }

    /// Makes sure that a name is that of an entry.
    ///
    /// Throws: `FileError.badName`.
    func check(_ name: String) throws(FileError) {
        guard !name.isEmpty, name != ".", name != "..",
            !name.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "/") })
        else { throw .badName(name) }
    }

    /// The path of an entry whose name was checked, for messages: whole folders are gone through, so it is made only when needed.
    func shown(_ name: String) -> String { path.appending(name).string }
}

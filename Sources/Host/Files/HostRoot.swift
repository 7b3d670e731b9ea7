import Files
import Glibc
package import SystemPackage
import Transfer

/// The root folder of a host, opened once: every path below it is resolved inside it.
///
/// Symbolic links on the way are followed as the host itself would follow them, so an absolute one leads to a place below the
/// root and `..` never leaves it.
package final class HostRoot: Sendable {
    /// Where the root is.
    package let path: FilePath
    let gate: ChangeGate
    private let top: Folder

    /// Opens a root.
    ///
    /// Throws: `FileError` when it is not a folder that can be opened.
    package init(_ path: FilePath, gate: ChangeGate = .open) throws {
        self.path = path
        self.gate = gate
        top = try Folder(path)
    }

    /// Opens a folder, or gives nothing when it does not exist.
    package func folder(_ path: String) throws -> HostFolder? {
        try open(path, flags: O_DIRECTORY).map { opened in
            HostFolder(
                files: Folder(adopting: opened, path: FilePath(path)),
                gate: gate
            )
        }
    }

    /// Opens a folder, and makes it and those above it where they are missing (0755).
    package func makeFolder(_ path: String) throws -> HostFolder {
        guard let opened = try open(path, flags: O_DIRECTORY, creating: true) else {
            throw FileError.system(action: "make", path: path, .noSuchFileOrDirectory)
        }
        return HostFolder(files: Folder(adopting: opened, path: FilePath(path)), gate: gate)
    }

    /// Reads a small text file, or gives nothing when it does not exist.
    ///
    /// Throws: `FileError`, also for a file above the limit in bytes.
    package func text(_ path: String, limit: Int = 1 << 20) throws -> String? {
        guard let file = try open(path, flags: O_NONBLOCK) else { return nil }
        defer { _ = Glibc.close(file.rawValue) }
        return String(decoding: try readAll(file, limit: limit, path: path), as: UTF8.self)
    }

    /// Whether anything is at this path.
    package func exists(_ path: String) throws -> Bool {
        guard let found = try open(path, flags: RootWalk.lookUpOnly) else { return false }
        _ = Glibc.close(found.rawValue)
        return true
    }

    private func open(
        _ path: String,
        flags: CInt,
        creating: Bool = false
    ) throws
        -> FileDescriptor?
    {
        var walk = RootWalk(
            top: top.descriptor,
            path: path,
            flags: flags,
            makingGate: creating ? gate : nil
        )
        defer { walk.close() }
        do {
            return try walk.finish()
        } catch Errno.noSuchFileOrDirectory {
            return nil
        } catch let reason as Errno {
            throw FileError.system(action: creating ? "make" : "open", path: path, reason)
        }
    }

    /// Where a link leads, or nothing when it is none.
    static func linkTarget(_ name: String, in parent: FileDescriptor) throws(Errno) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        do {
            let count = try systemCall {
                readlinkat(parent.rawValue, name, &buffer, Int(PATH_MAX))
            }
            return String(
                decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)),
                as: UTF8.self
            )
        } catch .invalidArgument {
            return nil
        }
    }
}

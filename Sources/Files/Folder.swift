import CLinux
package import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// An open folder: everything below it is reached through its descriptor, and nothing outside of it.
package struct Folder: ~Copyable, Sendable {
    /// The descriptor, open for as long as the folder is.
    package let descriptor: FileDescriptor
    /// The folder's path, for messages only.
    package let path: String

    /// Opens a folder by its path.
    ///
    /// Throws: `FileError` when it is not there, not a folder, or not to be read.
    package init(_ path: FilePath) throws(FileError) {
        self.path = path.string
        do {
            descriptor = try FileDescriptor.open(
                path, .readOnly, options: [.directory, .closeOnExec])
        } catch {
            throw FileError("open", path.string, Self.errno(error))
        }
    }

    private init(_ descriptor: FileDescriptor, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit {
        // Nothing was written through this descriptor, so closing it cannot lose anything.
        try? descriptor.close()
    }

    /// Opens what is at a path below, taking this folder for the root: links and `..` cannot lead out.
    ///
    /// Throws: `FileError`.
    package borrowing func open(
        _ name: String, _ flags: Int32 = O_RDONLY, mode: UInt16 = 0o644
    ) throws(FileError) -> FileDescriptor {
        let result = veneer_open_in_root(
            descriptor.rawValue, name, UInt64(UInt32(bitPattern: flags)), UInt64(mode))
        guard result >= 0 else { throw FileError("open", shown(name), Errno(rawValue: errno)) }
        return FileDescriptor(rawValue: result)
    }

    /// Opens a folder below.
    ///
    /// Throws: `FileError`.
    package borrowing func folder(_ name: String) throws(FileError) -> Folder {
        Folder(try open(name, O_RDONLY | O_DIRECTORY), path: shown(name))
    }

    /// Whether something is at a path below, after links.
    ///
    /// Throws: `FileError` when that cannot be told.
    package borrowing func contains(_ name: String) throws(FileError) -> Bool {
        do {
            let found = try open(name, O_PATH)
            try? found.close()
            return true
        } catch where error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory {
            return false
        }
    }

    /// The target of a symbolic link directly in this folder; nothing when it is no link or not there.
    package borrowing func linkTarget(_ name: String) -> String? {
        withUnsafeTemporaryAllocation(byteCount: Int(PATH_MAX), alignment: 1) { buffer in
            let count = readlinkat(
                descriptor.rawValue, name,
                buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
            guard count >= 0 else { return nil }
            return String(decoding: buffer.prefix(count), as: UTF8.self)
        }
    }

    /// The whole content of a file below.
    ///
    /// Throws: `FileError`, also when the file is longer than the limit (in bytes).
    package borrowing func read(_ name: String, limit: Int = 64 << 20) throws(FileError) -> [UInt8] {
        let file = try open(name)
        defer { try? file.close() }
        var content: [UInt8] = []
        do {
            let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
            defer { chunk.deallocate() }
            while case let count = try file.read(into: chunk), count > 0 {
                content += chunk.prefix(count)
                guard content.count <= limit else { throw Errno.fileTooLarge }
            }
        } catch {
            throw FileError("read", shown(name), Self.errno(error))
        }
        return content
    }

    /// The text of a file below, or nothing when it is not there.
    ///
    /// Throws: `FileError`.
    package borrowing func text(_ name: String) throws(FileError) -> String? {
        do {
            return String(decoding: try read(name), as: UTF8.self)
        } catch where error.errno == .noSuchFileOrDirectory {
            return nil
        }
    }

    private borrowing func shown(_ name: String) -> String {
        path.hasSuffix("/") || name.hasPrefix("/") ? path + name : "\(path)/\(name)"
    }

    static func errno(_ error: any Error) -> Errno {
        error as? Errno ?? .ioError
    }
}

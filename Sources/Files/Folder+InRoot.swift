import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension Folder {
    /// The whole text of a file, taking this folder for the root: links and `..` cannot lead out of it.
    ///
    /// Gives nothing when there is no such file. Throws: `FileError`, also when the file is longer than the limit (in bytes).
    package func textInRoot(_ name: String, limit: Int = 16 << 20) throws(FileError) -> String? {
        let path = self.path.pushing(FilePath(name))
        let opened = veneer_open_in_root(
            descriptor.rawValue,
            name,
            UInt64(O_RDONLY | O_NONBLOCK | O_NOCTTY),
            0
        )
        if opened < 0 {
            let code = Errno(rawValue: errno)
            guard code != .noSuchFileOrDirectory, code != .notDirectory else { return nil }
            throw .system(action: "open", path: path.string, code)
        }
        let file = FileDescriptor(rawValue: opened)
        // Only read from.
        defer { try? file.close() }
        return String(
            decoding: try readAll(file, limit: limit, path: path.string),
            as: UTF8.self
        )
    }

    /// Whether there is something at a path, taking this folder for the root.
    ///
    /// Throws: `FileError`.
    package func containsInRoot(_ name: String) throws(FileError) -> Bool {
        let opened = veneer_find_in_root(descriptor.rawValue, name)
        if opened < 0 {
            let code = Errno(rawValue: errno)
            guard code != .noSuchFileOrDirectory, code != .notDirectory else { return false }
            throw .system(action: "open", path: path.pushing(FilePath(name)).string, code)
        }
        _ = Glibc.close(opened)
        return true
    }

    /// The target of a symbolic link in this folder; nothing when there is no link.
    package func linkTarget(_ name: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlinkat(descriptor.rawValue, name, start, buffer.count)
            guard count >= 0 else { return nil }
            return String(decoding: UnsafeRawBufferPointer(buffer).prefix(count), as: UTF8.self)
        }
    }
}

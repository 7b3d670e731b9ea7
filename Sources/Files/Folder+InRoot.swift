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
        try bytesInRoot(name, limit: limit).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of a file, taking this folder for the root; see ``textInRoot(_:limit:)``.
    package func bytesInRoot(_ name: String, limit: Int) throws(FileError) -> [UInt8]? {
        guard let file = try openInRoot(name, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY) else {
            return nil
        }
        // Only read from.
        defer { try? file.close() }
        return try readAll(file, limit: limit, path: path.pushing(FilePath(name)).string)
    }

    /// Whether a plain file is at a path, or at the end of the links there, taking this folder for the root.
    package func isFileInRoot(_ name: String) throws(FileError) -> Bool {
        guard let file = try openInRoot(name, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY) else {
            return false
        }
        defer { try? file.close() }
        var status = stat()
        return fstat(file.rawValue, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The folder at a path, or at the end of the links there, taking this folder for the root; nothing when there is none.
    package func folderInRoot(_ name: String) throws(FileError) -> Folder? {
        try openInRoot(name, flags: O_RDONLY | O_DIRECTORY).map {
            Folder(adopting: $0, path: path.pushing(FilePath(name)))
        }
    }

    private func openInRoot(_ name: String, flags: CInt) throws(FileError) -> FileDescriptor? {
        let opened = veneer_open_in_root(descriptor.rawValue, name, UInt64(flags), 0)
        guard opened < 0 else { return FileDescriptor(rawValue: opened) }
        let code = Errno(rawValue: errno)
        guard code != .noSuchFileOrDirectory, code != .notDirectory,
            code != .tooManySymbolicLinkLevels
        else { return nil }
        throw .system(action: "open", path: path.pushing(FilePath(name)).string, code)
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

    /// The folder's path without links, as the system has it now.
    ///
    /// Throws: `FileError`.
    package func realPath() throws(FileError) -> String {
        let link = "/proc/self/fd/\(descriptor.rawValue)"
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let room = buffer.count
        let count = try systemCall("look at", path.string) {
            buffer.withUnsafeMutableBytes { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    characters.baseAddress.map { readlink(link, $0, room) } ?? -1
                }
            }
        }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}

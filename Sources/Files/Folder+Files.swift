import Glibc
package import SystemPackage

extension Folder {
    /// Opens a plain file for reading; the caller closes it.
    ///
    /// Throws: `FileError`, also when a link or anything but a plain file stands there.
    package func open(_ name: String) throws(FileError) -> FileDescriptor {
        try check(name)
        let opened = try systemCall("open", shown(name)) {
            // O_NONBLOCK: a pipe that stands there must not hold us up.
            Glibc.openat(
                descriptor.rawValue,
                name,
                O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
            )
        }
        var status = stat()
        guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            _ = Glibc.close(opened)
            throw .wrongKind(path: shown(name), expected: "a plain file")
        }
        return FileDescriptor(rawValue: opened)
    }

    /// Reads a whole plain file.
    ///
    /// Throws: `FileError`, `.tooLarge` when it holds more bytes than the limit.
    package func read(_ name: String, limit: Int) throws(FileError) -> [UInt8] {
        let path = try path(of: name)
        let file = try open(name)
        defer { _ = Glibc.close(file.rawValue) }
        return try readAll(file, limit: limit, path: path.string)
    }

    /// Reads a whole plain file, or gives nothing when there is none.
    ///
    /// Throws: `FileError`, `.tooLarge` when it holds more bytes than the limit.
    package func readIfPresent(_ name: String, limit: Int) throws(FileError) -> [UInt8]? {
        do throws(FileError) {
            return try read(name, limit: limit)
        } catch {
            if error.isNotFound { return nil }
            throw error
        }
    }

    /// Puts a whole file under a name, durably: readers see the old bytes or the new ones, never a part.
    ///
    /// Throws: `FileError`; the old file is then still there.
    package func write(
        _ bytes: [UInt8],
        to name: String,
        mode: CInt = 0o644
    ) throws(FileError) {
        let file = try PendingFile(in: self, mode: mode)
        try file.write(bytes)
        try file.commit(as: name)
    }

    /// Removes a file or a link; false when there was none.
    package func remove(_ name: String) throws(FileError) -> Bool {
        let path = try path(of: name)
        do {
            _ = try systemCall("remove", path.string) { unlinkat(descriptor.rawValue, name, 0) }
            return true
        } catch  where error.isNotFound {
            return false
        }
    }

    /// Moves a file of this folder into another one, over whatever file has the name there, and makes that durable.
    package func move(_ name: String, to folder: Folder, as target: String) throws(FileError) {
        let path = try path(of: name)
        _ = try folder.path(of: target)
        _ = try systemCall("move", path.string) {
            renameat(descriptor.rawValue, name, folder.descriptor.rawValue, target)
        }
        try folder.synchronize()
        try synchronize()
    }

    /// Removes what a killed `PendingFile` left behind.
    package func removePendingFiles() throws(FileError) {
        for entry in try entries() where PendingFile.isName(entry.name) && entry.kind == .file {
            _ = try remove(entry.name)
        }
    }
}

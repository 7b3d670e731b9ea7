import Glibc
import SystemPackage

/// One name in a folder.
package struct FolderEntry: Hashable, Sendable {
    /// What stands under a name; a link is a link, whatever it leads to.
    package enum Kind: Hashable, Sendable {
        case file
        case folder
        case link
        case other
    }

    package var name: String
    package var kind: Kind
    /// In bytes.
    package var size: Int64
    /// The low twelve bits of the mode.
    package var permissions: UInt16
    /// The times of the last change of content and of anything, and the inode: what changes with the file.
    package var stamp: Stamp

    /// What tells whether a file is still the one that was seen before.
    package struct Stamp: Hashable, Sendable {
        package var inode: UInt64
        /// Nanoseconds since 1970.
        package var modified: Int64
        /// Nanoseconds since 1970.
        package var changed: Int64
    }
}

extension Folder {
    /// What is in the folder, sorted by name.
    ///
    /// Throws: `FileError`; a name that is not UTF-8 is one.
    package func entries() throws(FileError) -> [FolderEntry] {
        var entries: [FolderEntry] = []
        for name in try names() {
            guard let entry = try entry(name) else { continue }  // Removed since.
            entries.append(entry)
        }
        return entries.sorted { $0.name < $1.name }
    }

    /// What stands under a name, or nothing.
    package func entry(_ name: String) throws(FileError) -> FolderEntry? {
        try check(name)
        var status = stat()
        do {
            _ = try systemCall("look at", shown(name)) {
                fstatat(descriptor.rawValue, name, &status, AT_SYMLINK_NOFOLLOW)
            }
        } catch  where error.isNotFound {
            return nil
        }
        let kind: FolderEntry.Kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
        return FolderEntry(
            name: name,
            kind: kind,
            size: Int64(status.st_size),
            permissions: UInt16(status.st_mode & 0o7777),
            stamp: .init(
                inode: UInt64(status.st_ino),
                modified: Self.nanoseconds(status.st_mtim),
                changed: Self.nanoseconds(status.st_ctim)
            )
        )
    }

    /// The low twelve bits of the mode of what stands under a name, at the end of any links.
    package func permissions(of name: String) throws(FileError) -> UInt32 {
        try check(name)
        var status = stat()
        _ = try systemCall("look at", shown(name)) {
            fstatat(descriptor.rawValue, name, &status, 0)
        }
        return status.st_mode & 0o7777
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    private func names() throws(FileError) -> [String] {
        // A descriptor of its own, because reading moves the position that duplicates share.
        let opened = try systemCall("open", path.string) {
            Glibc.openat(descriptor.rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        guard let stream = fdopendir(opened) else {
            let code = Errno(rawValue: errno)
            _ = Glibc.close(opened)
            throw .system(action: "read", path: path.string, code)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            guard let name = Self.name(of: entry) else {
                throw .badName("(a name in \(path) that is not UTF-8)")
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else {
            throw .system(action: "read", path: path.string, Errno(rawValue: errno))
        }
        return names
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String? {
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}

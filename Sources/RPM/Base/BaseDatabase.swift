import CLinux
import Glibc
import Model
package import SystemPackage

/// Where the RPM database of a base root lies.
package struct BaseDatabase: Hashable, Sendable {
    /// The formats of RPM databases, by the file that marks each.
    package enum Format: String, CaseIterable, Sendable {
        case sqlite = "rpmdb.sqlite"
        case ndb = "Packages.db"
        case berkeley = "Packages"

        /// Every file that belongs to such a database; those that are absent are not needed.
        var files: [String] {
            switch self {
            case .sqlite: ["rpmdb.sqlite", "rpmdb.sqlite-wal", "rpmdb.sqlite-shm"]
            case .ndb: ["Packages.db", "Index.db"]
            case .berkeley: ["Packages"]
            }
        }
    }

    /// The folders where distributions keep the database, below the root.
    package static let folders = ["usr/share/rpm", "usr/lib/sysimage/rpm", "var/lib/rpm"]

    /// The root of the base.
    package let root: FilePath
    /// The database's folder below the root.
    package let folder: String
    package let format: Format

    /// The database's files, by name, where they are in memory and not below the root.
    private let contents: [String: [UInt8]]

    /// Takes a database whose files are in memory; the root serves for messages only.
    ///
    /// Nothing when no file is a database's main file.
    package init?(root: FilePath, folder: String, contents: [String: [UInt8]]) {
        guard let format = Format.allCases.first(where: { contents[$0.rawValue] != nil }) else {
            return nil
        }
        self.root = root
        self.folder = folder
        self.format = format
        self.contents = contents
    }

    /// The names of all files that such a database may have.
    package var fileNames: [String] { format.files }

    /// Finds the database of a base root; links are followed within the root only.
    ///
    /// Throws ``BaseDatabaseError``.
    package init(root: FilePath) throws {
        self.root = root
        contents = [:]
        let descriptor: Descriptor
        do {
            descriptor = Descriptor(
                owning: try FileDescriptor.open(
                    root,
                    .readOnly,
                    options: [.directory, .closeOnExec]
                )
            )
        } catch {
            throw BaseDatabaseError.unreadable(root, cause: error)
        }
        for folder in Self.folders {
            for format in Format.allCases {
                let path = FilePath("\(folder)/\(format.rawValue)")
                guard try Self.open(path, in: descriptor.raw, root: root) != nil else { continue }
                self.folder = folder
                self.format = format
                return
            }
        }
        throw BaseDatabaseError.notFound(root)
    }

    /// Copies the database into a folder of ours: librpm opens a database for reading only where it may write
    /// (SQLite's write-ahead log), and the base must stay as it is.
    ///
    /// Throws ``BaseDatabaseError``.
    func copy(to target: FilePath) throws {
        try forEachFile { name, source in
            let copy = try FileDescriptor.open(
                target.appending(name),
                .writeOnly,
                options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerReadWrite]
            )
            try copy.closeAfter {
                switch source {
                case .file(let file): try Self.copy(file, to: copy)
                case .bytes(let bytes): _ = try copy.writeAll(bytes)
                }
            }
        }
    }

    /// The SHA-256 over the names and contents of the database's files, in hexadecimal.
    ///
    /// Throws ``BaseDatabaseError``.
    func digest() throws -> String {
        var digest = try FileDigest(.sha256)
        try forEachFile { name, source in
            unsafe Array("\(name)\0".utf8).withUnsafeBytes { unsafe digest.update($0) }
            switch source {
            case .file(let file): try digest.update(allOf: file)
            case .bytes(let bytes): unsafe bytes.withUnsafeBytes { unsafe digest.update($0) }
            }
        }
        return Hexadecimal.text(digest.finish())
    }

    /// What a file of the database holds.
    private enum Source {
        case file(FileDescriptor)
        case bytes([UInt8])
    }

    /// Runs `body` for each file of the database that there is.
    private func forEachFile(_ body: (String, Source) throws -> Void) throws {
        do {
            guard contents.isEmpty else {
                for name in format.files {
                    if let bytes = contents[name] { try body(name, .bytes(bytes)) }
                }
                return
            }
            let descriptor = Descriptor(
                owning: try FileDescriptor.open(
                    root,
                    .readOnly,
                    options: [.directory, .closeOnExec]
                )
            )
            for name in format.files {
                let path = FilePath("\(folder)/\(name)")
                guard let source = try Self.open(path, in: descriptor.raw, root: root) else {
                    continue
                }
                try body(name, .file(source.raw))
            }
        } catch let error as Errno {
            throw BaseDatabaseError.unreadable(
                root.appending("\(folder)/\(format.rawValue)"),
                cause: error
            )
        }
    }

    private static func copy(_ source: FileDescriptor, to target: FileDescriptor) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { unsafe buffer.deallocate() }
        while case let count = unsafe try source.read(into: buffer), count > 0 {
            unsafe try target.writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Opens a regular file below the root, or returns nothing when there is none.
    private static func open(
        _ path: FilePath,
        in descriptor: FileDescriptor,
        root: FilePath
    ) throws -> Descriptor? {
        let file = unsafe veneer_open_in_root(
            descriptor.rawValue,
            path.string,
            UInt64(O_RDONLY | O_NONBLOCK | O_NOCTTY),
            0
        )
        guard file >= 0 else {
            let error = Errno(rawValue: errno)
            if error == .noSuchFileOrDirectory || error == .notDirectory { return nil }
            throw BaseDatabaseError.unreadable(root.appending(path.string), cause: error)
        }
        let descriptor = Descriptor(owning: FileDescriptor(rawValue: file))
        guard try FileStatus(of: descriptor.raw).isRegular else { return nil }
        return descriptor
    }
}

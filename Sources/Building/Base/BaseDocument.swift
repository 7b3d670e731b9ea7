import EROFS
import Files
import FoundationEssentials
import Synchronization
package import Model
package import SystemPackage

/// All that a build needs of a base, in one file: an EROFS image with the facts, the table of files, and those files of the base itself
/// that say something to a build.
///
/// Its SHA-256 checksum is the base's identity. A class, because the file stays open as long as someone reads from it.
package final class BaseDocument: Sendable {
    /// Where the facts are in the document.
    static let factsPath = "/base.json"
    static let filesPath = "/files"
    static let librariesPath = "/libraries.json"
    static let rootFolder = "/root"
    /// Far above what any base needs, in bytes.
    private static let limit = 1 << 30

    /// The document's own path.
    package let path: FilePath
    package let digest: Checksum
    private let descriptor: FileDescriptor
    private let reader: Reader
    /// The large tables, once they were asked for: every image for the base asks for them again.
    private let tables = Mutex(Tables())

    private struct Tables {
        var files: BaseFiles?
        var libraries: [BaseLibrary]?
    }

    /// Opens a document whose checksum is known; the descriptor becomes this object's own.
    ///
    /// Throws: `BaseError.malformed` when it is no such document.
    package init(adopting descriptor: FileDescriptor, path: FilePath, digest: Checksum) throws {
        self.descriptor = descriptor
        self.path = path
        self.digest = digest
        do {
            reader = try Reader(file: descriptor)
        } catch {
            try descriptor.close()
            throw BaseError.malformed(path.string, detail: "\(error)")
        }
    }

    deinit {
        // Only read from.
        try? descriptor.close()
    }

    /// The facts.
    ///
    /// Throws: `BaseError.malformed`.
    package func facts() throws -> BaseFacts {
        let facts: BaseFacts = try decoded(Self.factsPath)
        guard facts.format == BaseFacts.currentFormat else {
            throw BaseError.malformed(path.string, detail: "it has format \(facts.format)")
        }
        return facts
    }

    /// The table of files.
    package func files() throws -> BaseFiles {
        try once(\.files) {
            guard let bytes = try content(Self.filesPath), let files = BaseFiles(decoding: bytes)
            else {
                throw BaseError.malformed(path.string, detail: "its table of files is damaged")
            }
            return files
        }
    }

    /// What the base's shared libraries provide.
    package func libraries() throws -> [BaseLibrary] {
        try once(\.libraries) { try decoded(Self.librariesPath) }
    }

    private func once<Table: Sendable>(
        _ place: any WritableKeyPath<Tables, Table?> & Sendable,
        _ read: () throws -> Table
    ) throws -> Table {
        if let known = tables.withLock({ $0[keyPath: place] }) { return known }
        let table = try read()
        tables.withLock { $0[keyPath: place] = table }
        return table
    }

    /// The bytes of one of the base's own files that the document has, or nothing.
    package func bytesInRoot(_ name: String) throws -> [UInt8]? {
        try content("\(Self.rootFolder)/\(name)")
    }

    /// The text of one of the base's own files that the document has, or nothing.
    package func textInRoot(_ name: String) throws -> String? {
        try bytesInRoot(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The names of those files of a folder of the base that the document has, sorted.
    package func namesInRoot(_ folder: String) throws -> [String] {
        guard let inode = try find("\(Self.rootFolder)/\(folder)"), inode.kind == .directory
        else { return [] }
        return try reading {
            try reader.entries(of: inode).map { String(decoding: $0.name, as: UTF8.self) }
        }
        .sorted()
    }

    /// Writes the whole document to another file, durably.
    ///
    /// Throws: `FileError`.
    package func copy(to target: FilePath) throws {
        let parent = target.removingLastComponent()
        let pending = try PendingFile(in: Folder.making(parent.isEmpty ? "." : parent))
        try forEachPiece(of: descriptor, path: path.string) { bytes throws(FileError) in
            try pending.write(bytes)
        }
        try pending.commit(as: target.lastComponent?.string ?? "")
    }

    private func decoded<Value: Decodable>(_ name: String) throws -> Value {
        guard let bytes = try content(name) else {
            throw BaseError.malformed(path.string, detail: "it lacks '\(name)'")
        }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(bytes))
        } catch {
            throw BaseError.malformed(path.string, detail: "its '\(name)' is damaged")
        }
    }

    private func content(_ name: String) throws -> [UInt8]? {
        guard let inode = try find(name), inode.kind == .regular else { return nil }
        return try reading { try reader.contents(of: inode, limit: Self.limit) }
    }

    private func find(_ name: String) throws -> EROFS.Inode? {
        do {
            return try reader.lookup(ImagePath(name))
        } catch ReaderError.notFound, ReaderError.notADirectory {
            return nil
        } catch {
            throw BaseError.malformed(path.string, detail: "\(error)")
        }
    }

    private func reading<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw BaseError.malformed(path.string, detail: "\(error)")
        }
    }
}

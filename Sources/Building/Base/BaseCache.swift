import Crypto
import Files
import FoundationEssentials
package import Model
package import SystemPackage
import Transfer

/// The documents of bases, by their checksum, so that each base is read through once.
package struct BaseCache: Sendable {
    private static let suffix = ".base"
    private let folder: Folder
    private let progress: ProgressHandler

    /// Opens the documents in a cache folder, and makes the folder where it is missing.
    ///
    /// Throws: `FileError`.
    package init(
        _ cache: FilePath,
        progress: @escaping ProgressHandler = { _ in }
    ) throws {
        folder = try Folder.making(cache.appending("bases"))
        self.progress = progress
    }

    /// The base at a path: the root folder of an OS image, or a document.
    ///
    /// A folder is read through again only when something in it has changed. Throws: `FileError`, `BaseError`, `BaseDatabaseError`.
    package func base(_ path: FilePath) throws -> Base {
        let root: Folder
        do {
            root = try Folder(path)
        } catch FileError.system(_, _, .notDirectory) {
            return try Base(open(path), name: path.string)
        }
        return try Base(document(of: root), name: path.string)
    }

    /// Opens a document, wherever it is.
    private func open(_ path: FilePath) throws -> BaseDocument {
        let parent = path.removingLastComponent()
        let holder = try Folder(parent.isEmpty ? "." : parent)
        let file = try holder.open(path.lastComponent?.string ?? "")
        let (digest, _) = try Checksum.reading(file, path: path.string)
        return try BaseDocument(adopting: file, path: path, digest: digest)
    }

    private func document(of root: Folder) throws -> BaseDocument {
        let mark = try BaseMark(of: root)
        let name = "folder-\(Checksum(SHA256.hash(data: Array(try root.realPath().utf8))).hex)"
        if let known = try readMark(name), known.mark == mark.checksum,
            let document = try openKnown(known.digest)
        {
            return document
        }
        let document = try collect(root)
        let text = "\(mark.checksum.hex) \(document.digest.hex)\n"
        // A base that changes while it is read must not be taken for known.
        if try BaseMark(of: root) == mark { try folder.write(Array(text.utf8), to: name) }
        return document
    }

    private func readMark(_ name: String) throws -> (mark: Checksum, digest: Checksum)? {
        guard let bytes = try folder.readIfPresent(name, limit: 4096) else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let mark = Checksum(hex: words[0]),
            let digest = Checksum(hex: words[1])
        else { return nil }
        return (mark, digest)
    }

    /// A document of the cache, if it is there and whole.
    private func openKnown(_ digest: Checksum) throws -> BaseDocument? {
        let name = digest.hex + Self.suffix
        guard try folder.entry(name)?.kind == .file else { return nil }
        let document = try open(folder.path.appending(name))
        return document.digest == digest ? document : nil
    }

    private func collect(_ root: Folder) throws -> BaseDocument {
        let task = ProgressTask("reading the base \(root.path)", unit: .items)
        progress(.began(task, total: nil))
        defer { progress(.ended(task)) }
        let pending = try PendingFile(in: folder)
        try BaseCollector(root).write(to: pending.descriptor) { count in
            progress(.advanced(task, by: count))
        }
        let (digest, _) = try Checksum.reading(pending.descriptor, path: root.path.string)
        let name = digest.hex + Self.suffix
        try pending.commit(as: name)
        return try BaseDocument(
            adopting: folder.open(name),
            path: folder.path.appending(name),
            digest: digest
        )
    }
}

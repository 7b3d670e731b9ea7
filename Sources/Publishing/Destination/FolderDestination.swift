import Files
import Model
package import SystemPackage
import Synchronization
import Transfer

/// A repository in a folder of this machine, which is made when there is something to put into it.
package final class FolderDestination: Destination {
    private let path: FilePath
    private let opened = Mutex<Folder?>(nil)

    /// Takes a folder; nothing is opened or made yet.
    package init(_ path: FilePath) { self.path = path }

    package var description: String { path.string }

    /// The folder, if it is there.
    private func existingRoot() throws(FileError) -> Folder? {
        if let root = opened.withLock({ $0 }) { return root }
        do throws(FileError) {
            return remember(try Folder(path))
        } catch {
            guard error.isNotFound else { throw error }
            return nil
        }
    }

    private func root() throws(FileError) -> Folder {
        if let root = try existingRoot() { return root }
        return remember(try Folder.making(path))
    }

    private func remember(_ folder: Folder) -> Folder {
        opened.withLock { $0 = folder }
        return folder
    }

    package func lock() async throws -> Bool {
        let root = try root()
        guard try root.tryLock() else { return false }
        try root.removePendingFiles()
        for entry in try root.entries() where entry.kind == .folder && !entry.name.hasPrefix(".") {
            try root.subfolder(entry.name).removePendingFiles()
        }
        return true
    }

    package func read(_ name: String, limit: Int) async throws -> StoredObject? {
        guard let place = try place(of: name, making: false) else { return nil }
        return try place.folder.readIfPresent(place.name, limit: limit).map {
            StoredObject(bytes: $0)
        }
    }

    package func entry(_ name: String) async throws -> ObjectEntry? {
        guard let place = try place(of: name, making: false),
            let entry = try place.folder.entry(place.name), entry.kind == .file
        else { return nil }
        return ObjectEntry(size: entry.size)
    }

    /// The SHA-256 of a file, read piece by piece; nothing when there is none.
    func fileChecksum(of name: String) throws(FileError) -> Checksum? {
        guard let place = try place(of: name, making: false),
            try place.folder.entry(place.name) != nil
        else { return nil }
        return try OpenFile(place.name, in: place.folder).checksum().checksum
    }

    package func list(_ prefix: String) async throws -> [String] {
        var names: [String] = []
        if let root = try existingRoot() { try collect(root, "", prefix, into: &names) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func collect(
        _ folder: Folder,
        _ path: String,
        _ prefix: String,
        into names: inout [String]
    ) throws(FileError) {
        for entry in try folder.entries() where !entry.name.hasPrefix(".") {
            let name = path + entry.name
            switch entry.kind {
            case .file where name.hasPrefix(prefix): names.append(name)
            case .folder where name.hasPrefix(prefix) || prefix.hasPrefix(name + "/"):
                try collect(folder.subfolder(entry.name), name + "/", prefix, into: &names)
            default: break
            }
        }
    }

    package func create(_ name: String, _ content: ObjectContent) async throws -> Bool {
        guard let place = try place(of: name, making: true),
            try place.folder.entry(place.name) == nil
        else { return false }
        let file = try PendingFile(in: place.folder)
        try Self.fill(file, with: content)
        return try Self.commit(file, as: place.name)
    }

    private static func fill(_ file: PendingFile, with content: ObjectContent) throws {
        switch content {
        case .bytes(let bytes): try file.write(bytes)
        case .file(let source, let folder, _, let checksum):
            let original = try OpenFile(source, in: folder)
            try original.read { bytes throws(FileError) in try file.write(bytes) }
            guard try Checksum.reading(file.descriptor, path: source).checksum == checksum else {
                throw PublishError.refused(
                    image: folder.path.appending(source).string,
                    .otherChecksum
                )
            }
        }
    }

    /// Gives the file its name; false when somebody else has taken it meanwhile.
    private static func commit(_ file: PendingFile, as name: String) throws(FileError) -> Bool {
        do throws(FileError) {
            try file.commit(as: name, replacing: false)
            return true
        } catch {
            guard error.isExisting else { throw error }
            return false
        }
    }

    /// The folder is locked, so nobody else has changed the object, whatever the tag.
    package func replace(
        _ name: String,
        with bytes: [UInt8],
        over tag: String?
    ) async throws -> Bool {
        guard let place = try place(of: name, making: true) else { return false }
        try place.folder.write(bytes, to: place.name)
        return true
    }

    package func remove(_ name: String) async throws {
        guard let place = try place(of: name, making: false) else { return }
        if try place.folder.remove(place.name) { try place.folder.synchronize() }
    }

    /// The folder that an object lies in, and its name there; nothing when there is no such folder.
    private func place(
        of name: String,
        making: Bool
    ) throws(FileError) -> (folder: Folder, name: String)? {
        guard var folder = try making ? root() : existingRoot() else { return nil }
        // A name that is no path is refused by the folder that is asked for its last part.
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        for part in parts.dropLast() {
            if !making, try folder.entry(part) == nil { return nil }
            folder = try folder.subfolder(part, making: making)
        }
        return (folder, parts.last ?? "")
    }
}

import Crypto
import Files
import Model
import Transfer

/// What changes whenever a file of a base does, found without reading any file.
struct BaseMark: Equatable {
    /// Counts changes in what documents hold, so that older ones are made anew.
    private static let format = 3

    let checksum: Checksum

    /// Looks at every file of a base.
    ///
    /// Throws: `FileError`.
    init(of root: Folder) throws {
        var hash = SHA256()
        hash.update(data: Array("veneer base \(Self.format)\n".utf8))
        for entry in try root.entries() {
            Self.note(entry, at: entry.name, &hash)
            guard entry.kind == .folder, BaseWalk.folders.contains(entry.name) else { continue }
            try Self.visit(try root.subfolder(entry.name), at: entry.name, &hash)
        }
        // Some systems keep their RPM database elsewhere.
        if let database = try root.folderInRoot("var/lib/rpm") {
            try Self.visit(database, at: "var/lib/rpm", &hash)
        }
        checksum = Checksum(hash.finalize())
    }

    private static func visit(_ folder: Folder, at path: String, _ hash: inout SHA256) throws {
        for entry in try folder.entries() {
            let name = "\(path)/\(entry.name)"
            note(entry, at: name, &hash)
            guard entry.kind == .folder else { continue }
            try visit(try folder.subfolder(entry.name), at: name, &hash)
        }
    }

    private static func note(_ entry: FolderEntry, at path: String, _ hash: inout SHA256) {
        let stamp = entry.stamp
        let numbers = [
            Int64(bitPattern: stamp.inode), stamp.modified, stamp.changed, entry.size,
            Int64(entry.permissions),
        ]
        hash.update(data: Array("\(path)\0\(numbers)\n".utf8))
    }
}

import Crypto
import Files
import Model
import Transfer

/// What changes whenever a file of a base does, found without reading any file.
struct BaseMark: Equatable {
    /// Counts changes in what documents hold, so that older ones are made anew.
    private static let format = 4

    let checksum: Checksum

    /// Looks at every file of a base.
    ///
    /// Throws: `FileError`.
    init(of root: Folder) throws {
        var hash = SHA256()
        hash.update(data: Array("veneer base \(Self.format)\n".utf8))
        try root.forEachEntryOfBase { entry, _, path in Self.note(entry, at: path, &hash) }
        // Some systems keep their RPM database elsewhere.
        try root.folderInRoot("var/lib/rpm")?.forEachEntry(at: "/var/lib/rpm") { entry, _, path in
            Self.note(entry, at: path, &hash)
        }
        checksum = Checksum(hash.finalize())
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

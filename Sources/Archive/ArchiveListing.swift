package import SystemPackage

/// All entries of an archive, with names that were checked.
package struct ArchiveListing: Sendable {
    /// In the archive's order.
    package let entries: [ArchiveEntry]
    private let name: String
    private let files: Set<String>

    /// Reads the entries, and skips what they hold.
    ///
    /// Throws ``ArchiveError``: also for two files of one name, since programs disagree on which of them counts.
    package init(_ path: FilePath, name: String, limits: ArchiveLimits = ArchiveLimits()) throws {
        let reader = try ArchiveReader.opening(path, name: name, limits: limits)
        var entries: [ArchiveEntry] = []
        var files: Set<String> = []
        var folders: Set<String> = []
        while let entry = try reader.next() {
            try reader.skip(entry)
            if entry.kind == .directory {
                folders.insert(entry.path)
            } else if !files.insert(entry.path).inserted {
                throw ArchiveError.duplicate(name, entry: entry.path)
            }
            entries.append(entry)
        }
        if let both = files.first(where: { folders.contains($0) }) {
            throw ArchiveError.duplicate(name, entry: both)
        }
        self.entries = entries
        self.files = files
        self.name = name
    }

    /// Checks what is to be installed: links stay within the archive, and nothing is a device.
    ///
    /// Throws ``ArchiveError``.
    package func check(_ entry: ArchiveEntry) throws(ArchiveError) {
        switch entry.kind {
        case .special: throw .specialFile(name, entry: entry.path)
        case .symlink(let target):
            guard ArchiveName.isInside(target: target, of: entry.path) else {
                throw .badLink(name, entry: entry.path, target: target)
            }
        case .link(let target):
            guard files.contains(target), target != entry.path else {
                throw .badLink(name, entry: entry.path, target: target)
            }
        case .file, .directory: break
        }
    }
}

import Files

extension Folder {
    /// What of a base an extension can meet; the rest is state, or another file system.
    private static let foldersOfBase = ["usr", "etc", "opt"]

    /// Visits what this root folder of a base has at its top and in the folders that extensions can meet, each before what is in it.
    ///
    /// The closure gets the entry, the folder that holds it, and its whole path. Throws: `FileError`, and what the closure throws.
    func forEachEntryOfBase(_ body: (FolderEntry, Folder, String) throws -> Void) throws {
        for entry in try entries() {
            let path = "/" + entry.name
            try body(entry, self, path)
            guard entry.kind == .folder, Self.foldersOfBase.contains(entry.name) else { continue }
            try subfolder(entry.name).forEachEntry(at: path, body)
        }
    }

    /// Visits everything in this folder, each entry before what is in it; links are not followed.
    func forEachEntry(
        at path: String,
        _ body: (FolderEntry, Folder, String) throws -> Void
    ) throws {
        for entry in try entries() {
            let inner = "\(path)/\(entry.name)"
            try body(entry, self, inner)
            guard entry.kind == .folder else { continue }
            try subfolder(entry.name).forEachEntry(at: inner, body)
        }
    }
}

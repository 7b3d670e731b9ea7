import Files
import Model
import SystemPackage
import TUF
import Transfer

/// An image file that may be new to a repository.
struct Candidate {
    var name: String
    var folder: Folder
}

/// The folder that a repository lies in.
struct RepositoryFolder {
    let root: Folder

    init(_ root: Folder) { self.root = root }

    /// Removes the temporary files of a publication that was stopped.
    func removeLeftovers() throws(FileError) {
        try root.removePendingFiles()
        for folder in try folders() { try folder.removePendingFiles() }
    }

    /// The signed index, or nothing when there is none yet.
    ///
    /// Throws: `PublishError.untrustedIndex` when it is not this key's, or `FileError`.
    func readIndex(key: PublicKey) throws -> RepositoryIndex? {
        guard try root.entry(SignedIndex.folder) != nil else { return nil }
        let folder = try root.subfolder(SignedIndex.folder)
        guard
            let bytes = try folder.readIfPresent(
                SignedIndex.name,
                limit: RepositoryIndex.sizeLimit
            )
        else { return nil }
        do {
            return try SignedIndex.read(bytes, key: key)
        } catch let error as TrustError {
            throw PublishError.untrustedIndex(repository: root.path.string, cause: error)
        } catch let error as IndexError {
            throw PublishError.unreadableIndex(repository: root.path.string, error)
        }
    }

    /// The image files of the source folder, and those that lie in the repository without being listed, as a publication that was
    /// stopped leaves them.
    func candidates(
        from source: Folder,
        known: RepositoryIndex?
    ) throws(FileError) -> [Candidate] {
        var candidates = try Self.images(in: source)
        let listed = Set(known?.images.map(\.path) ?? [])
        for entry in try root.entries() where entry.kind == .folder {
            guard ExtensionName(entry.name) != nil, entry.name != SignedIndex.folder else {
                continue
            }
            let folder = try root.subfolder(entry.name)
            candidates += try Self.images(in: folder).filter {
                !listed.contains("\(entry.name)/\($0.name)")
            }
        }
        return candidates
    }

    private static func images(in folder: Folder) throws(FileError) -> [Candidate] {
        try folder.entries().filter { $0.kind == .file && $0.name.hasSuffix(".raw") }
            .map { Candidate(name: $0.name, folder: folder) }
    }

    private func folders() throws(FileError) -> [Folder] {
        var folders: [Folder] = []
        for entry in try root.entries() where entry.kind == .folder {
            guard ExtensionName(entry.name) != nil else { continue }
            folders.append(try root.subfolder(entry.name))
        }
        return folders
    }
}

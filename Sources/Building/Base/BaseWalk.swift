import ELF
import Files
import Model
import SystemPackage
import Transfer

/// Goes through the files of a base once: what is where, what it hashes to, what its libraries provide.
struct BaseWalk {
    private(set) var files = BaseFiles()
    private(set) var libraries: [BaseLibrary] = []
    /// How many ELF files are for each architecture.
    private(set) var machines: [Architecture: Int] = [:]
    /// Walks through a base; the closure learns how many files are done.
    ///
    /// Throws: `FileError`.
    init(_ root: Folder, progress: @escaping (Int64) -> Void) throws {
        try root.forEachEntryOfBase { entry, folder, path in
            try note(entry, in: folder, at: path)
            progress(1)
        }
    }

    private mutating func note(_ entry: FolderEntry, in folder: Folder, at path: String) throws {
        let kind: BaseFile.Kind
        switch entry.kind {
        case .folder: kind = .directory
        case .link: kind = .symlink(target: folder.linkTarget(entry.name) ?? "")
        case .other: kind = .special
        case .file: kind = try content(entry, in: folder, at: path)
        }
        files[path] = BaseFile(kind: kind, permissions: entry.permissions)
    }

    private mutating func content(
        _ entry: FolderEntry,
        in folder: Folder,
        at path: String
    ) throws -> BaseFile.Kind {
        guard !PathText.isInside(path, "/etc") else {
            return .file(size: entry.size, checksum: nil)
        }
        let file: FileDescriptor
        do {
            file = try folder.open(entry.name)
        } catch FileError.system(_, _, .permissionDenied) {
            throw BaseError.unreadable(path)
        }
        // Only read from.
        defer { try? file.close() }
        let (checksum, size) = try Checksum.reading(file, path: path)
        if PathText.isInside(path, "/usr") {
            try noteProgram(file, size: UInt64(clamping: size), at: path)
        }
        return .file(size: size, checksum: checksum)
    }

    /// Notes what an ELF file says of itself.
    private mutating func noteProgram(_ file: FileDescriptor, size: UInt64, at path: String) throws
    {
        let facts: ELFFacts?
        do {
            facts = try ELFFacts(size: size) { offset, count in
                try readPart(of: file, at: offset, count: count, path: path)
            }
        } catch is ELFError {
            // A broken file of the base is nothing that an extension could need.
            return
        }
        guard let facts else { return }
        if let architecture = facts.architecture { machines[architecture, default: 0] += 1 }
        if facts.soname != nil || PathText.name(path).contains(".so") {
            libraries.append(BaseLibrary(path: path, facts: facts))
        }
    }
}

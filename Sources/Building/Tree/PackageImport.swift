import EROFS
import Model
import RPM

/// Puts packages' files into a tree, each where it goes on the base.
struct PackageImport {
    private let layout: BaseLayout
    private let accounts: Accounts
    private(set) var tree = Tree()

    init(base: Base) {
        layout = base.layout
        accounts = base.accounts
    }

    /// Adds all files of a package; of its ghosts only the folders that a host is to have.
    ///
    /// Throws: `TreeError`, `BuildError`.
    mutating func add(_ header: PackageHeader, number: Int) throws {
        let origin = header.nevra.description
        for (index, file) in header.files.enumerated() {
            let isDirectory = file.kind == .directory
            guard
                case .at(let path) = Placement(
                    file.path,
                    isDirectory: isDirectory,
                    layout: layout
                )
            else { continue }
            if file.flags.contains(.ghost) {
                guard isDirectory, HostState.isInside(path), tree.entries[path] == nil else {
                    continue
                }
            }
            let entry = try entry(
                for: file,
                identity: Self.identity(of: index, in: header, package: number),
                origin: origin
            )
            try tree.add(entry, at: path)
        }
    }

    /// Under which path the payload has the content: all names of one file have the same.
    static func identity(
        of index: Int,
        in header: PackageHeader,
        package: Int
    ) -> FileIdentity {
        let first = header.files[index].hardLinks.min() ?? index
        return .payload(package: package, path: header.files[first].path)
    }

    private func entry(
        for file: FileEntry,
        identity: FileIdentity,
        origin: String
    ) throws -> TreeEntry {
        let metadata = try metadata(of: file, origin: origin)
        let kind: TreeEntry.Kind
        switch file.kind {
        case .directory: kind = .directory
        case .symbolicLink(let target):
            kind = .symlink(target: Placement.movedTarget(target, of: file.path))
        case .regular: kind = .file(identity, size: Int64(clamping: file.size))
        case .characterDevice, .blockDevice, .fifo, .socket: kind = .special
        }
        var entry = TreeEntry(
            kind: kind,
            metadata: metadata,
            origin: origin,
            digest: file.digest.map { Hexadecimal.text($0.bytes) }
        )
        (entry.user, entry.group) = (file.owner, file.group)
        return entry
    }

    private func metadata(of file: FileEntry, origin: String) throws -> Metadata {
        var metadata = Metadata(
            permissions: file.permissions,
            modified: Timestamp(seconds: Int64(file.modified))
        )
        // Those that the base does not have are root's until the accounts of the extension are known.
        metadata.owner = accounts.users[file.owner] ?? 0
        metadata.group = accounts.groups[file.group] ?? 0
        if let text = file.capabilities {
            do {
                metadata.attributes +=
                    try FileCapabilities.extendedAttribute(text).map { [$0] } ?? []
            } catch {
                throw BuildError.package(origin, cause: error)
            }
        }
        return metadata
    }
}

extension FileCapabilities {
    /// The extended attribute for capabilities in libcap's words; nothing when they are empty.
    static func extendedAttribute(_ text: String) throws -> ExtendedAttribute? {
        try attribute(text).map { ExtendedAttribute(name: "security.capability", value: $0) }
    }
}

import EROFS
import Model
import RPM

/// Puts packages' files into a tree, each where it goes on the base.
struct PackageImport {
    private let layout: BaseLayout
    private let accounts: Accounts
    private(set) var tree = Tree()
    /// What somebody should know of the packages' files.
    private(set) var findings: [Finding] = []
    private var unknownOwners: Set<String> = []

    init(base: Base) {
        layout = base.layout
        accounts = base.accounts
    }

    /// Adds all files of a package but the ghosts.
    ///
    /// Throws: `TreeError`, `BuildError`.
    mutating func add(_ header: PackageHeader, number: Int) throws {
        let origin = header.nevra.description
        for (index, file) in header.files.enumerated() where !file.flags.contains(.ghost) {
            let isDirectory = file.kind == .directory
            guard
                case .at(let path) = Placement(
                    file.path,
                    isDirectory: isDirectory,
                    layout: layout
                )
            else { continue }
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

    private mutating func entry(
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
        return TreeEntry(
            kind: kind,
            metadata: metadata,
            origin: origin,
            digest: file.digest.map { Hexadecimal.text($0.bytes) }
        )
    }

    private mutating func metadata(of file: FileEntry, origin: String) throws -> Metadata {
        var metadata = Metadata(
            permissions: file.permissions,
            modified: Timestamp(seconds: Int64(file.modified))
        )
        if let owner = accounts.users[file.owner] {
            metadata.owner = owner
        } else {
            note(owner: file.owner, of: file.path, origin: origin)
            metadata.permissions &= ~0o4000
        }
        if let group = accounts.groups[file.group] {
            metadata.group = group
        } else {
            note(owner: file.group, of: file.path, origin: origin)
            metadata.permissions &= ~0o2000
        }
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

    private mutating func note(owner: String, of path: String, origin: String) {
        guard unknownOwners.insert(owner).inserted else { return }
        findings.append(
            Finding(
                check: "owners",
                level: .warning,
                subject: path,
                message:
                    "the base has no user or group '\(owner)', so '\(path)' of \(origin) belongs to root"
            )
        )
    }
}

extension FileCapabilities {
    /// The extended attribute for capabilities in libcap's words; nothing when they are empty.
    static func extendedAttribute(_ text: String) throws -> ExtendedAttribute? {
        try attribute(text).map { ExtendedAttribute(name: "security.capability", value: $0) }
    }
}

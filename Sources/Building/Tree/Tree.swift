package import EROFS

/// The files of an image before it is written: every path with what will be there.
package struct Tree: Sendable {
    /// Every entry but the root, by whole path.
    package private(set) var entries: [String: TreeEntry] = [:]
    /// The bytes of files that the build itself makes.
    package private(set) var made: [FileIdentity: [UInt8]] = [:]
    /// Where the bytes of files of downloads are.
    package private(set) var spooled: [FileIdentity: SpooledContent] = [:]

    /// Makes an empty tree.
    package init() {}

    /// Every path, parents before what they hold.
    package var paths: [String] { entries.keys.sorted() }

    /// The paths below a folder, parents before what they hold.
    package func paths(below folder: String) -> [String] {
        let prefix = folder + "/"
        return entries.keys.filter { $0.hasPrefix(prefix) }.sorted()
    }

    /// The bytes of all files; further names of a file do not count.
    package var contentSize: Int64 {
        var sizes: [FileIdentity: Int64] = [:]
        for entry in entries.values {
            if case .file(let identity, let size) = entry.kind { sizes[identity] = size }
        }
        return sizes.values.reduce(0, +)
    }

    /// Puts an entry at a path, with the folders above it.
    ///
    /// The same folder or the same file from two packages is no clash.
    ///
    /// Throws: `TreeError`.
    package mutating func add(_ entry: TreeEntry, at path: String) throws(TreeError) {
        try addParents(of: path, origin: entry.origin)
        guard let present = entries[path] else {
            entries[path] = entry
            return
        }
        guard Self.isSame(present, entry) else {
            throw .clash(path: path, first: present.origin, second: entry.origin)
        }
        // A folder that a package owns says more than one that was made for what is in it.
        if present.origin == Self.implied { entries[path] = entry }
    }

    /// Puts a file with these bytes at a path, in place of what is there.
    ///
    /// Throws: `TreeError`.
    package mutating func write(
        _ content: [UInt8],
        to path: String,
        metadata: Metadata,
        origin: String
    ) throws(TreeError) {
        try addParents(of: path, origin: origin)
        let identity = FileIdentity.made(path: path)
        made[identity] = content
        entries[path] = TreeEntry(
            kind: .file(identity, size: Int64(content.count)),
            metadata: metadata,
            origin: origin
        )
    }

    /// Puts a file of a download at a path; further names of it share the identity.
    ///
    /// Throws: `TreeError`.
    mutating func add(
        _ content: SpooledContent,
        identity: FileIdentity,
        at path: String,
        metadata: Metadata,
        origin: String
    ) throws(TreeError) {
        spooled[identity] = content
        let kind = TreeEntry.Kind.file(identity, size: content.size)
        try add(TreeEntry(kind: kind, metadata: metadata, origin: origin), at: path)
    }

    /// Replaces the entry at a path.
    package mutating func replace(_ path: String, with entry: TreeEntry) {
        entries[path] = entry
    }

    /// Takes out what is at exactly this path.
    package mutating func remove(_ path: String) {
        entries[path] = nil
    }

    /// Takes out what is at a path and all below it; gives what was there.
    package mutating func take(_ path: String) -> [String: TreeEntry] {
        let taken = entries.filter { PathText.isInside($0.key, path) }
        for path in taken.keys { entries[path] = nil }
        return taken
    }

    /// The paths directly in a folder, sorted.
    package func children(of folder: String) -> [String] {
        entries.keys.filter { PathText.parent($0) == folder && $0 != "/" }.sorted()
    }

    /// Makes sure that everything is where an extension can have it, once all steps are done.
    ///
    /// Folders outside of `/usr` that are there only for what was moved or removed go.
    ///
    /// Throws: `TreeError`.
    package mutating func settle() throws(TreeError) {
        for path in paths.reversed() where !PathText.isInside(path, "/usr") {
            guard let entry = entries[path], entry.origin == Self.implied else { continue }
            if children(of: path).isEmpty { entries[path] = nil }
        }
        for path in paths {
            guard let entry = entries[path], entry.origin != Self.implied else { continue }
            // UAPI.4: an extension image has no os-release file.
            if path == "/usr/lib/os-release" {
                throw .forbidden(path: path, origin: entry.origin)
            }
            if entry.kind == .special { throw .specialFile(path: path, origin: entry.origin) }
            guard PathText.isInside(path, "/usr") else {
                throw .outside(path: path, origin: entry.origin)
            }
        }
    }

    /// The origin of what a recipe makes.
    static let recipe = "the recipe"
    /// What a folder's origin is when nothing but its content asks for it.
    static let implied = "a folder for its content"

    private mutating func addParents(of path: String, origin: String) throws(TreeError) {
        let parent = PathText.parent(path)
        guard parent != "/" else { return }
        if let present = entries[parent] {
            guard present.kind == .directory else {
                throw .notADirectory(path: parent, below: path, origin: origin)
            }
            return
        }
        try addParents(of: parent, origin: origin)
        entries[parent] = TreeEntry(
            kind: .directory,
            metadata: Metadata(permissions: 0o755),
            origin: Self.implied
        )
    }

    private static func isSame(_ left: TreeEntry, _ right: TreeEntry) -> Bool {
        switch (left.kind, right.kind) {
        case (.directory, .directory): true
        case (.symlink(let left), .symlink(let right)): left == right
        case (.file(_, let leftSize), .file(_, let rightSize)):
            leftSize == rightSize && left.digest != nil && left.digest == right.digest
                && left.metadata.permissions == right.metadata.permissions
        default: false
        }
    }
}

import EROFS
import Model
import SystemPackage

/// Reads a new image again and compares it with what went in: a wrong image must never get its name.
struct ReadBack: Sendable {
    private let tree: Tree
    private let reader: Reader
    /// No file of the image is newer than this.
    private let newest: Timestamp

    init(of image: FileDescriptor, against tree: Tree, newest: Timestamp) throws {
        self.tree = tree
        self.newest = newest
        reader = try Reader(file: image)
    }

    /// Compares every name, its metadata and its content.
    ///
    /// Throws: `ReadBackError` with the first difference, `ReaderError`.
    func check() async throws {
        let contents = try checkNames()
        // Each thread takes every so many files, large and small ones alike.
        let threads = 2
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 0..<threads {
                group.addTask {
                    for place in stride(from: thread, to: contents.count, by: threads) {
                        try check(contents[place])
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// One file's content to compare; further names of the file are left out.
    private struct Content: Sendable {
        let path: String
        let inode: EROFS.Inode
        let identity: FileIdentity
        let digest: String?
    }

    private func checkNames() throws -> [Content] {
        var contents: [Content] = []
        var seen: [FileIdentity: UInt64] = [:]
        var count = 0
        try reader.walk { path, inode in
            let path = path.description
            guard let entry = tree.entries[path] else {
                // Every image has a root, whether or not anything is known of it.
                guard path != "/" else { return }
                throw ReadBackError.differs(path: path, what: "it should not be there")
            }
            count += 1
            try check(inode, as: entry, at: path)
            guard case .file(let identity, _) = entry.kind else { return }
            if let other = seen[identity] {
                guard other == inode.node else {
                    throw ReadBackError.differs(path: path, what: "it is not the same file")
                }
            } else {
                seen[identity] = inode.node
                contents.append(
                    Content(path: path, inode: inode, identity: identity, digest: entry.digest)
                )
            }
        }
        guard count == tree.entries.count else {
            throw ReadBackError.missing(tree.entries.count - count)
        }
        return contents
    }

    private func check(_ inode: EROFS.Inode, as entry: TreeEntry, at path: String) throws {
        func require(_ isSame: Bool, _ what: String) throws {
            guard isSame else { throw ReadBackError.differs(path: path, what: what) }
        }
        switch entry.kind {
        case .directory: try require(inode.kind == .directory, "the kind")
        case .symlink(let target):
            try require(inode.kind == .symbolicLink, "the kind")
            try require(try reader.target(of: inode) == Array(target.utf8), "the target")
        case .file(_, let size):
            try require(inode.kind == .regular, "the kind")
            try require(inode.size == UInt64(clamping: size), "the size")
        case .special: try require(false, "the kind")
        }
        let metadata = entry.metadata
        try require(inode.permissions == metadata.permissions, "the permissions")
        try require(inode.owner == metadata.owner && inode.group == metadata.group, "the owner")
        try require(inode.modified == min(metadata.modified, newest), "the time")
        let attributes = try reader.attributes(of: inode)
        try require(Set(attributes) == Set(metadata.attributes), "the extended attributes")
    }

    private func check(_ content: Content) throws {
        var hash = content.digest.flatMap { NamedDigest(hex: $0) }
        if let bytes = tree.made[content.identity] { hash = NamedDigest(of: bytes) }
        if let spooled = tree.spooled[content.identity] {
            hash = NamedDigest(hex: try spooled.checksum().hex)
        }
        guard var hash else {
            // A packager who gives no digest leaves nothing to compare with; the size was.
            return
        }
        try reader.stream(content.inode) { hash.update($0) }
        guard hash.isRight else {
            throw ReadBackError.differs(path: content.path, what: "the content")
        }
    }
}

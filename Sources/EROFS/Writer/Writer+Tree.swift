extension Writer {
    /// The node at a path.
    func find(_ path: ImagePath) -> Int? {
        var node = 0
        for name in path.components {
            guard let next = names[EntryKey(parent: node, name: name)] else { return nil }
            node = next
        }
        return node
    }

    /// Adds a name and its inode, and the directories above it where they are missing.
    func register(
        _ path: ImagePath,
        _ kind: FileKind,
        _ metadata: Metadata
    ) throws(WriterError) -> Int {
        guard let name = path.components.last else {
            throw kind == .directory ? .duplicate(path) : .rootIsADirectory
        }
        let parent = try directory(path.parent, for: path)
        let key = EntryKey(parent: parent, name: name)
        guard names[key] == nil else { throw .duplicate(path) }
        let number = try addInode(kind, at: path, metadata)
        names[key] = nodes.count
        nodes.append(Node(parent: parent, name: name, inode: number))
        return number
    }

    /// The node of a directory, made on the way where it is missing.
    func directory(_ path: ImagePath, for child: ImagePath) throws(WriterError) -> Int {
        var node = 0
        for (depth, name) in path.components.enumerated() {
            let key = EntryKey(parent: node, name: name)
            if let next = names[key] {
                let number = nodes[next].inode
                guard number != Self.unresolved, inodes[number].kind == .directory else {
                    throw .parentIsNotADirectory(child)
                }
                node = next
                continue
            }
            let place = ImagePath(trusted: Array(path.components[...depth]))
            let number = try addInode(.directory, at: place, options.implicitDirectory)
            implicitDirectories.insert(number)
            names[key] = nodes.count
            nodes.append(Node(parent: node, name: name, inode: number))
            node = nodes.count - 1
        }
        return node
    }

    func addInode(
        _ kind: FileKind,
        at path: ImagePath,
        _ metadata: Metadata
    ) throws(WriterError) -> Int {
        inodes.append(try inode(kind, at: path, metadata))
        return inodes.count - 1
    }

    func inode(
        _ kind: FileKind,
        at path: ImagePath,
        _ metadata: Metadata
    ) throws(WriterError) -> PendingInode {
        guard metadata.permissions & ~0o7777 == 0 else {
            throw .badPermissions(path, metadata.permissions)
        }
        return PendingInode(
            path: path,
            kind: kind,
            permissions: metadata.permissions,
            owner: metadata.owner,
            group: metadata.group,
            modified: options.time(of: metadata),
            attributes: try attributes.intern(metadata.attributes, of: path)
        )
    }

    /// How many bytes of data surely fit behind an inode in its block.
    func tailRoom(of number: Int) -> Int {
        let inode = inodes[number]
        return max(
            0,
            Format.blockSize - inode.headerSize(buildTime: buildTime)
                - attributes.largestSize(of: inode.attributes)
        )
    }

    /// Gives every hard link its target's inode and counts it there.
    func resolveLinks() throws(WriterError) {
        for link in links {
            guard let node = find(link.path) else { continue }
            guard let number = target(of: link) else {
                throw .linkTargetMissing(link.path, target: link.target)
            }
            guard inodes[number].kind != .directory else {
                throw .linkToDirectory(link.path, target: link.target)
            }
            // A flushed inode may have the small form, which counts to 65535.
            guard inodes[number].links < UInt16.max else { throw .tooManyLinks(link.path) }
            inodes[number].links += 1
            nodes[node] = Node(
                parent: nodes[node].parent,
                name: nodes[node].name,
                inode: number
            )
        }
        links = []
    }

    /// The inode of a link's target; nil where it is missing or not resolved yet.
    private func target(of link: PendingLink) -> Int? {
        guard let node = find(link.target) else { return nil }
        let number = nodes[node].inode
        return number == Self.unresolved ? nil : number
    }
}

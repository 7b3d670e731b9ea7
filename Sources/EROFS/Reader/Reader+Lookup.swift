extension Reader {
    /// How many symbolic links one lookup may go through, as in Linux.
    private static let linkLimit = 40

    /// The file at a path.
    ///
    /// Symbolic links are followed where that is asked for, the last one included. They stay within
    /// the image: `/` is its root, and `..` does not leave it.
    ///
    /// - Throws: `ReaderError`
    package func lookup(
        _ path: ImagePath,
        followingLinks: Bool = false
    ) throws(ReaderError) -> Inode {
        var waiting = Array(path.components.reversed())
        var stack = [try root()]
        var links = 0
        while let name = waiting.popLast() {
            guard let directory = stack.last else { throw .notFound(path) }
            if name.isEmpty || name == [UInt8(ascii: ".")] { continue }
            if name == [UInt8(ascii: "."), UInt8(ascii: ".")] {
                if stack.count > 1 { stack.removeLast() }
                continue
            }
            guard directory.kind == .directory else { throw .notADirectory(path) }
            guard let entry = try entry(name, in: directory) else { throw .notFound(path) }
            let next = try inode(at: entry.node)
            guard followingLinks, next.kind == .symbolicLink else {
                stack.append(next)
                continue
            }
            links += 1
            guard links <= Self.linkLimit else { throw .tooManyLinks(path) }
            let target = try self.target(of: next)
            if target.first == UInt8(ascii: "/") { stack.removeLast(stack.count - 1) }
            waiting += target.split(separator: UInt8(ascii: "/")).reversed().map { Array($0) }
        }
        guard let found = stack.last else { throw .notFound(path) }
        return found
    }

    /// The target of a symbolic link.
    ///
    /// - Throws: `ReaderError`
    package func target(of link: Inode) throws(ReaderError) -> [UInt8] {
        guard link.kind == .symbolicLink else {
            throw .wrongKind(node: link.node, expected: .symbolicLink)
        }
        guard (1...4096).contains(link.size) else {
            throw .corrupt(node: link.node, .linkTarget)
        }
        let target = try read(link, at: 0, count: Int(link.size))
        guard !target.contains(0) else { throw .corrupt(node: link.node, .linkTarget) }
        return target
    }

    /// Visits every file, directories before what is in them and names in the order of their bytes.
    ///
    /// - Throws: `ReaderError`, also where a directory is reached twice, and what the closure throws.
    package func walk(_ visit: (ImagePath, Inode) throws -> Void) throws {
        let root = try root()
        try visit(.root, root)
        var seen: Set<UInt64> = [root.node]
        var waiting = [(ImagePath.root, root)]
        // Entries go onto the stack backwards, so that they come off in order.
        waiting = try children(of: root, at: .root, seen: &seen)
        while let (path, inode) = waiting.popLast() {
            try visit(path, inode)
            guard inode.kind == .directory else { continue }
            waiting += try children(of: inode, at: path, seen: &seen)
        }
    }

    private func children(
        of directory: Inode,
        at path: ImagePath,
        seen: inout Set<UInt64>
    ) throws(ReaderError) -> [(ImagePath, Inode)] {
        var result: [(ImagePath, Inode)] = []
        for entry in try entries(of: directory).reversed() {
            let inode = try inode(at: entry.node)
            if inode.kind == .directory, !seen.insert(inode.node).inserted {
                throw .corrupt(node: inode.node, .loop)
            }
            result.append((path.appending(entry.name), inode))
        }
        return result
    }
}

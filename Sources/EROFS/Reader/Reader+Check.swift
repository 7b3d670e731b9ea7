/// Something wrong with one file of an image.
package struct ImageProblem: Sendable, Hashable, CustomStringConvertible {
    /// The file.
    package let path: ImagePath
    /// What is wrong.
    package let error: ReaderError

    package var description: String { "'\(path)': \(error)" }
}

extension Reader {
    /// Reads every inode, attribute and byte of content and tells what is wrong with them.
    ///
    /// Goes on after a problem, so that all are found; an empty list means that the image is sound.
    package func check() -> [ImageProblem] {
        var checker = Checker(reader: self)
        return checker.run()
    }
}

/// One check of an image.
private struct Checker {
    let reader: Reader
    /// How much content may still be read: an image that tells of more repeats itself to no end.
    var budget: UInt64
    var problems: [ImageProblem] = []
    var seen: Set<UInt64> = []
    /// How many names lead to a file, and where it was found first.
    var names: [UInt64: (count: UInt32, path: ImagePath, links: UInt32)] = [:]
    var waiting: [(path: ImagePath, node: UInt64, parent: UInt64)] = []

    init(reader: Reader) {
        self.reader = reader
        budget = reader.file.size.multipliedReportingOverflow(by: 1024).partialValue
    }

    mutating func run() -> [ImageProblem] {
        let root = reader.superblock.rootNode
        waiting = [(.root, root, root)]
        while let (path, node, parent) = waiting.popLast() {
            do throws(ReaderError) {
                try visit(path, node, parent: parent)
            } catch {
                problems.append(ImageProblem(path: path, error: error))
            }
        }
        for (node, found) in names where found.count != found.links {
            problems.append(ImageProblem(path: found.path, error: .corrupt(node: node, .links)))
        }
        return problems.sorted { $0.description < $1.description }
    }

    private mutating func visit(
        _ path: ImagePath,
        _ node: UInt64,
        parent: UInt64
    ) throws(ReaderError) {
        let inode = try reader.inode(at: node)
        if inode.kind != .directory {
            names[node, default: (0, path, inode.links)].count += 1
        }
        guard seen.insert(node).inserted else {
            guard inode.kind != .directory else { throw .corrupt(node: node, .loop) }
            return
        }
        _ = try reader.attributes(of: inode)
        switch inode.kind {
        case .directory: try visitDirectory(path, inode, parent: parent)
        case .symbolicLink: _ = try reader.target(of: inode)
        case .regular:
            var content = try ContentReader(reader, inode, range: 0..<inode.size)
            while let piece = try content.next() {
                guard UInt64(piece.count) <= budget else { throw .corrupt(node: node, .size) }
                budget -= UInt64(piece.count)
            }
        case .characterDevice, .blockDevice, .fifo, .socket: break
        }
    }

    private mutating func visitDirectory(
        _ path: ImagePath,
        _ directory: Inode,
        parent: UInt64
    ) throws(ReaderError) {
        let entries = try reader.allEntries(of: directory)
        for (left, right) in zip(entries, entries.dropFirst())
        where !left.name.lexicographicallyPrecedes(right.name) {
            throw .corrupt(node: directory.node, .directoryOrder)
        }
        let dot = UInt8(ascii: ".")
        guard entries.first(where: { $0.name == [dot] })?.node == directory.node,
            entries.first(where: { $0.name == [dot, dot] })?.node == parent
        else { throw .corrupt(node: directory.node, .parent) }
        for entry in entries where !entry.isSelfOrParent {
            waiting.append((path.appending(entry.name), entry.node, directory.node))
        }
    }
}

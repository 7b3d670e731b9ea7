extension Reader {
    /// The entries of a directory in the order of the image, which is that of their bytes, without
    /// `.` and `..`.
    ///
    /// - Throws: `ReaderError`
    package func entries(of directory: Inode) throws(ReaderError) -> [DirectoryEntry] {
        try allEntries(of: directory).filter { !$0.isSelfOrParent }
    }

    /// The entries with `.` and `..`.
    func allEntries(of directory: Inode) throws(ReaderError) -> [DirectoryEntry] {
        guard directory.kind == .directory else {
            throw .wrongKind(node: directory.node, expected: .directory)
        }
        // A table of chunks could repeat one block without end.
        guard directory.size <= file.size else { throw .corrupt(node: directory.node, .size) }
        var entries: [DirectoryEntry] = []
        for block in 0..<blockCount(of: directory) {
            entries += try decodedBlock(block, of: directory)
        }
        return entries
    }

    private func blockCount(of directory: Inode) -> UInt64 {
        directory.size.divided(roundingUpBy: UInt64(blockSize))
    }

    private func decodedBlock(
        _ block: UInt64,
        of directory: Inode
    ) throws(ReaderError) -> [DirectoryEntry] {
        let bytes = try read(directory, at: block * UInt64(blockSize), count: blockSize)
        return try DirectoryEntry.decode(bytes, of: directory.node)
    }

    /// The entry of a name in a directory, found by halving the blocks; nil where there is none.
    ///
    /// - Throws: `ReaderError`
    package func entry(
        _ name: [UInt8],
        in directory: Inode
    ) throws(ReaderError) -> DirectoryEntry? {
        guard directory.kind == .directory else {
            throw .wrongKind(node: directory.node, expected: .directory)
        }
        var low: UInt64 = 0
        var high = blockCount(of: directory)
        while low < high {
            let middle = low + (high - low) / 2
            let entries = try decodedBlock(middle, of: directory)
            if let found = entries.first(where: { $0.name == name }) { return found }
            guard let first = entries.first else { return nil }
            if name.lexicographicallyPrecedes(first.name) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return nil
    }
}

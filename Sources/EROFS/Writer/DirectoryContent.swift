/// The entries of a directory, cut into blocks.
struct DirectoryContent {
    /// A name and the node that it leads to.
    struct Entry {
        let name: [UInt8]
        let node: Int
    }

    /// The entries of each block, sorted by the bytes of their names over all blocks.
    private(set) var blocks: [ArraySlice<Entry>] = []
    /// How many bytes of the last block are taken.
    private(set) var lastSize = 0

    /// Cuts entries, `.` and `..` among them, which must be sorted.
    init(_ entries: [Entry]) {
        var start = 0
        for (index, entry) in entries.enumerated() {
            let size = Format.direntSize + entry.name.count
            if lastSize + size > Format.blockSize {
                blocks.append(entries[start..<index])
                start = index
                lastSize = 0
            }
            lastSize += size
        }
        blocks.append(entries[start...])
    }

    var size: UInt64 { UInt64(blocks.count - 1) * UInt64(Format.blockSize) + UInt64(lastSize) }

    /// The bytes of a block, not padded; the closure tells where an entry leads.
    func encoded(
        block: Int,
        target: (Int) -> (node: UInt64, kind: FileKind)
    ) -> [UInt8] {
        let entries = blocks[block]
        var bytes = [UInt8](repeating: 0, count: entries.count * Format.direntSize)
        var offset = 0
        for entry in entries {
            let (node, kind) = target(entry.node)
            bytes.store(node, at: offset)
            bytes.store(UInt16(bytes.count), at: offset + 8)
            bytes[offset + 10] = kind.rawValue
            bytes += entry.name
            offset += Format.direntSize
        }
        return bytes
    }
}

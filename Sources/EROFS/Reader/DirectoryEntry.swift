/// A name in a directory.
package struct DirectoryEntry: Sendable, Hashable {
    /// The name's bytes.
    package let name: [UInt8]
    /// The number of the inode that it leads to.
    package let node: UInt64
    /// The kind of file that the directory says it is.
    package let kind: FileKind

    /// Reads the entries of one block of a directory, `.` and `..` among them.
    ///
    /// Takes the block cut at the directory's end.
    static func decode(_ bytes: [UInt8], of node: UInt64) throws(ReaderError) -> [Self] {
        guard bytes.count >= Format.direntSize else { throw .corrupt(node: node, .directoryBlock) }
        let table = Int(bytes.load(UInt16.self, at: 8))
        guard table >= Format.direntSize, table % Format.direntSize == 0, table <= bytes.count
        else { throw .corrupt(node: node, .directoryBlock) }
        var entries: [Self] = []
        entries.reserveCapacity(table / Format.direntSize)
        for offset in stride(from: 0, to: table, by: Format.direntSize) {
            let start = Int(bytes.load(UInt16.self, at: offset + 8))
            let isLast = offset + Format.direntSize == table
            let end =
                isLast
                ? bytes.count : Int(bytes.load(UInt16.self, at: offset + Format.direntSize + 8))
            guard start >= table, start < end, end <= bytes.count else {
                throw .corrupt(node: node, .directoryBlock)
            }
            let name = Array(bytes[start..<end].prefix { $0 != 0 })
            guard !name.isEmpty, name.count <= Format.nameLimit,
                isLast || name.count == end - start,
                !name.contains(UInt8(ascii: "/")),
                let kind = FileKind(rawValue: bytes[offset + 10])
            else { throw .corrupt(node: node, .name) }
            entries.append(
                Self(name: name, node: bytes.load(UInt64.self, at: offset), kind: kind)
            )
        }
        return entries
    }

    var isSelfOrParent: Bool {
        name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")]
    }
}

extension Reader {
    /// The extended attributes of a file, sorted by name.
    ///
    /// - Throws: `ReaderError`
    package func attributes(of inode: Inode) throws(ReaderError) -> [ExtendedAttribute] {
        guard inode.attributeSize > 0 else { return [] }
        let bytes = try file.read(at: inode.attributeOffset, count: inode.attributeSize)
        let shared = Int(bytes[4])
        var offset = Format.attributeHeaderSize + shared * 4
        guard offset <= bytes.count else { throw .corrupt(node: inode.node, .attributes) }
        var result: [ExtendedAttribute] = []
        for index in 0..<shared {
            let place = bytes.load(UInt32.self, at: Format.attributeHeaderSize + index * 4)
            result.append(try sharedAttribute(place, of: inode))
        }
        while offset + 4 <= bytes.count {
            let size = Self.entrySize(bytes, at: offset)
            guard offset + size.used <= bytes.count else {
                throw .corrupt(node: inode.node, .attributes)
            }
            result.append(try attribute(bytes, at: offset, of: inode))
            offset += size.padded
        }
        return result.sorted { $0.name < $1.name }
    }

    private func sharedAttribute(
        _ place: UInt32,
        of inode: Inode
    ) throws(ReaderError) -> ExtendedAttribute {
        let base = UInt64(superblock.attributeBlock) << UInt64(superblock.blockBits)
        let offset = base + UInt64(place) * 4
        let size = Self.entrySize(try file.read(at: offset, count: 4), at: 0)
        return try attribute(try file.read(at: offset, count: size.used), at: 0, of: inode)
    }

    private static func entrySize(_ bytes: [UInt8], at offset: Int) -> (used: Int, padded: Int) {
        let used = 4 + Int(bytes[offset]) + Int(bytes.load(UInt16.self, at: offset + 2))
        return (used, used.roundedUp(to: 4))
    }

    private func attribute(
        _ bytes: [UInt8],
        at offset: Int,
        of inode: Inode
    ) throws(ReaderError) -> ExtendedAttribute {
        let index = bytes[offset + 1]
        guard index & 0x80 == 0 else { throw .unsupported("long attribute name prefixes") }
        guard let prefix = ExtendedAttribute.prefixes.first(where: { $0.index == index }) else {
            throw .corrupt(node: inode.node, .attributes)
        }
        let nameEnd = offset + 4 + Int(bytes[offset])
        let valueEnd = offset + Self.entrySize(bytes, at: offset).used
        let suffix = String(decoding: bytes[(offset + 4)..<nameEnd], as: UTF8.self)
        return ExtendedAttribute(
            name: prefix.text + suffix,
            value: Array(bytes[nameEnd..<valueEnd])
        )
    }
}

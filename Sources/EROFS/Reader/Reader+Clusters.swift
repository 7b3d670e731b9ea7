extension Reader {
    /// The content of an extent.
    func inflate(_ extent: MappedExtent, of inode: Inode) throws(ReaderError) -> [UInt8] {
        let count = Int(extent.end - extent.start)
        switch extent.storage {
        case .fragment:
            return try fragment(at: extent.offset, count: count, of: inode)
        case .plain(let interlaced):
            let stored = try cluster(of: extent, inode)
            guard count <= stored.count else { throw .corrupt(node: inode.node, .extent) }
            guard interlaced else { return Array(stored[..<count]) }
            let turn = Int(extent.start % UInt64(blockSize))
            let right = min(blockSize - turn, count)
            guard turn + right <= stored.count else { throw .corrupt(node: inode.node, .extent) }
            return Array(stored[turn..<(turn + right)] + stored[..<(count - right)])
        case .compressed(let codec):
            return try inflate(try cluster(of: extent, inode), with: codec, extent, inode)
        }
    }

    private func cluster(
        of extent: MappedExtent,
        _ inode: Inode
    ) throws(ReaderError) -> [UInt8] {
        if extent.isInline {
            let within = Int(extent.offset % UInt64(blockSize))
            guard within + extent.size <= blockSize else {
                throw .corrupt(node: inode.node, .inlineData)
            }
        }
        return try file.read(at: extent.offset, count: extent.size)
    }

    private func inflate(
        _ stored: [UInt8],
        with codec: Codec,
        _ extent: MappedExtent,
        _ inode: Inode
    ) throws(ReaderError) -> [UInt8] {
        let count = Int(extent.end - extent.start)
        // Images of old tools put the zeros behind, so that a cluster's exact length is not known.
        let isPadded = superblock.features.contains(.zeroPadding)
        let start = isPadded ? stored.prefix(blockSize).firstIndex { $0 != 0 } ?? stored.count : 0
        // LZ4 cannot expand by more than this.
        guard codec != .lz4 || count <= (stored.count - start) * 255 + 64 else {
            throw .corrupt(node: inode.node, .extent)
        }
        var isSound = false
        let content = unsafe [UInt8](unsafeUninitializedCapacity: count) { target, length in
            unsafe stored.withUnsafeBytes { source in
                isSound = unsafe inflate(
                    UnsafeRawBufferPointer(rebasing: source[start...]),
                    into: UnsafeMutableRawBufferPointer(target),
                    with: codec,
                    partial: extent.isPartial || !isPadded
                )
            }
            length = isSound ? count : 0
        }
        guard isSound else { throw .corrupt(node: inode.node, .compressedData) }
        return content
    }

    private func inflate(
        _ source: UnsafeRawBufferPointer,
        into target: UnsafeMutableRawBufferPointer,
        with codec: Codec,
        partial: Bool
    ) -> Bool {
        let codecs = superblock.codecs
        return switch codec {
        case .lz4: unsafe LZ4.inflate(source, into: target, partial: partial)
        case .lzma:
            unsafe LZMA.inflate(
                source,
                into: target,
                dictionarySize: codecs.dictionarySize,
                partial: partial
            )
        case .zstd:
            unsafe Zstd.inflate(
                source,
                into: target,
                windowBits: codecs.windowBits,
                partial: partial
            )
        case .deflate: false  // Refused with its name before.
        }
    }

    private func fragment(
        at offset: UInt64,
        count: Int,
        of inode: Inode
    ) throws(ReaderError) -> [UInt8] {
        guard superblock.features.contains(.fragments), superblock.packedNode > 0 else {
            throw .corrupt(node: inode.node, .extent)
        }
        let packed = try self.inode(at: superblock.packedNode)
        let (end, overflow) = offset.addingReportingOverflow(UInt64(count))
        guard packed.node != inode.node, !overflow, end <= packed.size else {
            throw .corrupt(node: inode.node, .extent)
        }
        var reader = try ContentReader(self, packed, range: offset..<end, allowsFragments: false)
        var bytes: [UInt8] = []
        while let piece = try reader.next() { bytes += piece }
        return bytes
    }
}

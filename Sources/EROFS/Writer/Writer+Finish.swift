import SystemPackage

extension Writer {
    /// Writes what is left and the superblock; the image is complete then.
    ///
    /// The file is cut to the image's size but not synced, which is left to its owner.
    ///
    /// - Throws: `WriterError`
    package func finish() throws(WriterError) -> ImageSummary {
        try checkOpen()
        isOpen = false
        try commitAll()
        output.pool.stop()
        try resolveLinks()
        let early = Set(output.pending)
        var layout = FinalLayout(writer: self)
        try layout.run()
        let uuid = options.uuid ?? VolumeID(digest: output.hash.value)
        try writeFirstBlock(layout, uuid: uuid)
        try patchLinks(except: early)
        try cut()
        let files = inodes.filter { $0.kind == .regular }
        return ImageSummary(
            size: output.nextBlock * UInt64(Format.blockSize),
            inodeCount: inodes.count,
            entryCount: nodes.count - 1,
            contentSize: files.reduce(0) { $0 + $1.size },
            uuid: uuid,
            record: BuildRecord(options.compression)
        )
    }

    /// Corrects the count of links in inodes that were written before it was known.
    private func patchLinks(except early: Set<Int>) throws(WriterError) {
        for (number, inode) in inodes.enumerated()
        where inode.links > 1 && inode.kind != .directory && !early.contains(number) {
            guard let location = inode.location else { continue }
            let (offset, isWide) = inode.linkField(buildTime: buildTime)
            var bytes = [UInt8](repeating: 0, count: isWide ? 4 : 2)
            if isWide {
                bytes.store(inode.links, at: 0)
            } else {
                bytes.store(UInt16(inode.links), at: 0)
            }
            try output.write(bytes, at: location + UInt64(offset))
        }
    }

    private func writeFirstBlock(
        _ layout: FinalLayout,
        uuid: VolumeID
    ) throws(WriterError) {
        var block = layout.firstBlock.bytes
        block.store(superblock(layout, uuid: uuid).encoded, at: Format.superblockOffset)
        if features.contains(.configurations) {
            block.store(
                codecs.encoded,
                at: Format.superblockOffset + Format.superblockSize
            )
        }
        block.store(BuildRecord(options.compression).encoded, at: Format.recordOffset)
        let checksum = CRC32C.checksum(block[Format.superblockOffset...])
        block.store(checksum, at: Format.superblockOffset + 4)
        try output.write(block, at: 0)
    }

    /// LZ4 in single blocks needs no configuration, so that kernels before 5.13 read it.
    private var features: IncompatibleFeatures {
        switch options.compression {
        case .none: []
        case .lz4(Format.blockSize), .lz4hc(_, Format.blockSize): .zeroPadding
        case .lz4, .lz4hc, .lzma, .zstd: [.zeroPadding, .configurations]
        }
    }

    private var codecs: CodecTable { CodecTable(options.compression) }

    private func superblock(_ layout: FinalLayout, uuid: VolumeID) -> Superblock {
        // Without configurations the field is LZ4's window; with them, a bitmap of codecs.
        let field: UInt16 =
            features.contains(.configurations) ? codecs.codecs : features.isEmpty ? 0 : .max
        return Superblock(
            uuid: uuid,
            volumeName: options.volumeName,
            buildTime: buildTime,
            inodeCount: UInt64(inodes.count),
            blocks: UInt32(output.nextBlock),
            blockBits: Format.blockBits,
            record: nil,
            compatible: CompatibleFeatures([.checksum, .modificationTimes]).rawValue,
            incompatible: features.rawValue,
            rootNode: (inodes[0].location ?? 0) / UInt64(Format.slotSize),
            metadataBlock: 0,
            attributeBlock: layout.attributeBlock,
            packedNode: 0,
            codecField: field,
            codecs: codecs,
            extensionSlots: 0
        )
    }

    /// Makes the file as long as the image, whatever was in it before.
    private func cut() throws(WriterError) {
        guard let size = Int64(exactly: output.nextBlock * UInt64(Format.blockSize)) else {
            throw .imageTooLarge
        }
        do {
            try output.descriptor.resize(to: size)
        } catch let error as Errno {
            throw .output(error)
        } catch {
            throw .output(.ioError)
        }
    }
}

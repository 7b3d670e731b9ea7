/// The bytes of an inode as far as they are known before it has a place.
struct InodeImage {
    /// Header and attributes.
    var head: [UInt8]
    /// The index of a compressed file.
    var index: [UInt8] = []
    /// Data that is kept with the inode.
    var tail: [UInt8] = []
}

extension Writer {
    /// Lays out and writes the inodes that are complete.
    func flushPending() throws(WriterError) {
        var area = MetadataArea(start: output.nextBlock * UInt64(Format.blockSize))
        // The count of links is not known yet; `finish()` writes it into the files that have more.
        let numbers = MetadataArea.packingOrder(output.pending) { weight(of: $0) }
        for number in numbers { place(number, in: &area, links: 1) }
        try write(area)
        try output.advance(by: area.bytes.count / Format.blockSize)
        output.pending = []
        output.pendingSize = 0
    }

    /// Writes an area and takes it into the content hash.
    func write(_ area: MetadataArea) throws(WriterError) {
        try output.write(area.bytes, at: area.start)
        hash(area.bytes)
    }

    func hash(_ bytes: [UInt8]) {
        guard output.hashing else { return }
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe output.hash.add(ContentHash.digest(bytes))
        }
    }

    /// Gives an inode a place in an area and puts it there.
    func place(_ number: Int, in area: inout MetadataArea, links: UInt32) {
        let image = image(of: number, links: links)
        let size = image.head.count + image.index.count
        guard let offset = area.allocate(size: size, tail: image.tail.count) else { return }
        area.put(image.head + image.index + image.tail, at: offset)
        inodes[number].location = area.start + UInt64(offset)
        inodes[number].releaseContent()
    }

    /// The bytes of an inode that is not a directory.
    func image(of number: Int, links: UInt32) -> InodeImage {
        var inode = inodes[number]
        inode.links = links
        let (units, attributeBytes) = attributes.encode(inode.attributes)
        let header = inode.header(
            number: UInt32(truncatingIfNeeded: number + 1),
            attributeUnits: units,
            buildTime: buildTime
        )
        var image = InodeImage(head: header + attributeBytes)
        switch inode.content {
        case .flat(_, let tail): image.tail = tail
        case .clusters(let start, _, let extents):
            let index = CompactIndex(
                extents,
                startBlock: start,
                codec: options.compression.codec,
                bigClusters: options.compression.clusterSize > Format.blockSize
            )
            image.index = index.encoded(inodeSize: image.head.count)
        case .nothing, .device: break
        }
        return image
    }
}

extension PendingInode {
    /// Lets go of memory that is only needed until the inode is written.
    mutating func releaseContent() {
        switch content {
        case .flat(let start, _): content = .flat(startBlock: start, tail: [])
        case .clusters(let start, let blocks, _):
            content = .clusters(startBlock: start, blocks: blocks, extents: [])
        case .nothing, .device: break
        }
    }
}

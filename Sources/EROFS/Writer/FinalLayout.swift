/// The end of an image: the inodes that are left, all directories, and the shared attributes.
struct FinalLayout {
    private struct Directory {
        let node: Int
        let content: DirectoryContent
        var head: [UInt8] = []
        var hasInlineTail = false
        /// The first block of its data, counted from the start of all directories' data.
        var firstBlock = 0
        var blocks = 0
        /// Where it is: in the first block or in the area, and at which offset.
        var isInFirstBlock = false
        var offset = 0
    }

    private let writer: Writer
    private var directories: [Directory] = []
    private var area: MetadataArea
    private var dataBlocks = 0
    /// Block 0, whose end has room for inodes; the root is always there.
    private(set) var firstBlock: MetadataArea
    /// The block at which the shared attributes start; 0 where there are none.
    private(set) var attributeBlock: UInt32 = 0

    init(writer: Writer) {
        self.writer = writer
        area = MetadataArea(start: writer.output.nextBlock * UInt64(Format.blockSize))
        firstBlock = MetadataArea(
            block: [UInt8](repeating: 0, count: Format.blockSize),
            start: 0,
            used: Format.firstInodeOffset
        )
    }

    mutating func run() throws(WriterError) {
        collectDirectories()
        try placeAll()
        let dataStart = writer.output.nextBlock + UInt64(area.bytes.count / Format.blockSize)
        for index in directories.indices { try fill(index, dataStart: dataStart) }
        try writer.write(area)
        writer.hash(firstBlock.bytes)
        try writer.output.advance(by: area.bytes.count / Format.blockSize)
        try writeDirectoryData()
        try writeSharedAttributes()
    }

    /// Places the root and then everything else that is left.
    private mutating func placeAll() throws(WriterError) {
        enum Item {
            case directory(Int)
            case file(Int)
        }
        try allocate(0)
        let items =
            directories.indices.dropFirst().map { Item.directory($0) }
            + writer.output.pending.map { Item.file($0) }
        let order = MetadataArea.packingOrder(items) { item in
            switch item {
            case .directory(let index):
                Format.compactInodeSize + directories[index].content.lastSize
            case .file(let number): writer.weight(of: number)
            }
        }
        for item in order {
            switch item {
            case .directory(let index): try allocate(index)
            case .file(let number): placeFile(number)
            }
        }
    }

    /// Finds the entries of every directory, in the order in which the directories were added.
    private mutating func collectDirectories() {
        let nodes = writer.nodes
        var children = [[DirectoryContent.Entry]](repeating: [], count: nodes.count)
        var subdirectories = [UInt32](repeating: 0, count: nodes.count)
        for (index, node) in nodes.enumerated().dropFirst() {
            children[node.parent].append(.init(name: node.name, node: index))
            if writer.inodes[node.inode].kind == .directory { subdirectories[node.parent] += 1 }
        }
        let dot = UInt8(ascii: ".")
        for (index, node) in nodes.enumerated()
        where writer.inodes[node.inode].kind == .directory {
            var entries = children[index]
            children[index] = []
            entries.append(.init(name: [dot], node: index))
            entries.append(.init(name: [dot, dot], node: node.parent))
            entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
            let content = DirectoryContent(entries)
            writer.inodes[node.inode].links = 2 + subdirectories[index]
            writer.inodes[node.inode].size = content.size
            writer.attributes.count(writer.inodes[node.inode].attributes)
            directories.append(Directory(node: index, content: content))
        }
    }

    /// Decides where a directory's inode and data go.
    private mutating func allocate(_ index: Int) throws(WriterError) {
        var directory = directories[index]
        let number = writer.nodes[directory.node].inode
        let inode = writer.inodes[number]
        let isRoot = directory.node == 0
        let room = isRoot ? Format.blockSize - Format.firstInodeOffset : Format.blockSize
        let header = inode.headerSize(buildTime: writer.buildTime)
        let crowded = isRoot && header + writer.attributes.largestSize(of: inode.attributes) > room
        let (units, bytes) = writer.attributes.encode(inode.attributes, sharingAll: crowded)
        let size = header + bytes.count
        guard size <= room || !isRoot else { throw .attributesTooLarge(.root) }
        directory.hasInlineTail = size + directory.content.lastSize <= room
        directory.blocks =
            directory.content.blocks.count - (directory.hasInlineTail ? 1 : 0)
        directory.firstBlock = dataBlocks
        dataBlocks += directory.blocks
        let tail = directory.hasInlineTail ? directory.content.lastSize : 0
        if let offset = firstBlock.allocate(size: size, tail: tail, mayGrow: false) {
            directory.isInFirstBlock = true
            directory.offset = offset
        } else if let offset = area.allocate(size: size, tail: tail) {
            directory.offset = offset
        }
        let start = directory.isInFirstBlock ? 0 : area.start
        writer.inodes[number].location = start + UInt64(directory.offset)
        directory.head = bytes
        directory.head.insert(contentsOf: [UInt8(units & 0xff), UInt8(units >> 8)], at: 0)
        directories[index] = directory
    }

    private mutating func placeFile(_ number: Int) {
        let image = writer.image(of: number, links: writer.inodes[number].links)
        let size = image.head.count + image.index.count
        let bytes = image.head + image.index + image.tail
        let tail = image.tail.count
        if let offset = firstBlock.allocate(size: size, tail: tail, mayGrow: false) {
            firstBlock.put(bytes, at: offset)
            writer.inodes[number].location = UInt64(offset)
        } else if let offset = area.allocate(size: size, tail: tail) {
            area.put(bytes, at: offset)
            writer.inodes[number].location = area.start + UInt64(offset)
        }
        writer.inodes[number].releaseContent()
    }

    /// Writes a directory's inode once all inodes have their places.
    private mutating func fill(_ index: Int, dataStart: UInt64) throws(WriterError) {
        let directory = directories[index]
        let number = writer.nodes[directory.node].inode
        var inode = writer.inodes[number]
        let tail =
            directory.hasInlineTail
            ? encoded(directory, block: directory.content.blocks.count - 1) : []
        guard let start = UInt32(exactly: dataStart + UInt64(directory.firstBlock)) else {
            throw .imageTooLarge
        }
        inode.content = .flat(startBlock: directory.blocks > 0 ? start : nil, tail: tail)
        let units = directory.head.load(UInt16.self, at: 0)
        let bytes =
            inode.header(
                number: UInt32(truncatingIfNeeded: number + 1),
                attributeUnits: units,
                buildTime: writer.buildTime
            ) + directory.head.dropFirst(2) + tail
        if directory.isInFirstBlock {
            firstBlock.put(bytes, at: directory.offset)
        } else {
            area.put(bytes, at: directory.offset)
        }
    }

    private func encoded(_ directory: Directory, block: Int) -> [UInt8] {
        directory.content.encoded(block: block) { node in
            let inode = writer.inodes[writer.nodes[node].inode]
            return ((inode.location ?? 0) / UInt64(Format.slotSize), inode.kind)
        }
    }

    private func writeDirectoryData() throws(WriterError) {
        var buffer: [UInt8] = []
        // In the order in which their blocks were counted, which is that of their inodes' sizes.
        for directory in directories.sorted(by: { $0.firstBlock < $1.firstBlock }) {
            for block in 0..<directory.blocks {
                buffer += encoded(directory, block: block)
                let padding = buffer.count.roundedUp(to: Format.blockSize) - buffer.count
                buffer += [UInt8](repeating: 0, count: padding)
                if buffer.count >= 1 << 20 { try writeBlocks(&buffer) }
            }
        }
        try writeBlocks(&buffer)
    }

    private func writeBlocks(_ buffer: inout [UInt8]) throws(WriterError) {
        guard !buffer.isEmpty else { return }
        try writer.output.write(
            buffer,
            at: writer.output.nextBlock * UInt64(Format.blockSize)
        )
        writer.hash(buffer)
        try writer.output.advance(by: buffer.count / Format.blockSize)
        buffer = []
    }

    private mutating func writeSharedAttributes() throws(WriterError) {
        var bytes = writer.attributes.area
        guard !bytes.isEmpty else { return }
        attributeBlock = UInt32(writer.output.nextBlock)
        let padding = bytes.count.roundedUp(to: Format.blockSize) - bytes.count
        bytes += [UInt8](repeating: 0, count: padding)
        try writeBlocks(&bytes)
    }
}

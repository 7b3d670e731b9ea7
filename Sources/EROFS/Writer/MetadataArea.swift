/// A run of blocks that inodes are laid out in.
struct MetadataArea {
    /// The offset in the image of the first byte.
    let start: UInt64
    /// The bytes, always whole blocks.
    private(set) var bytes: [UInt8] = []
    /// How much of the last block is taken.
    private var end = 0
    /// Offsets of free space at the end of blocks, by its size in slots.
    private var gaps = [[Int]](repeating: [], count: Format.blockSize / Format.slotSize + 1)

    init(start: UInt64) { self.start = start }

    /// Takes over a block whose first bytes are not for inodes.
    init(block: [UInt8], start: UInt64, used: Int) {
        self.start = start
        bytes = block
        end = block.count
        keepGap(used..<block.count)
    }

    /// Large inodes first, so that small ones fill the blocks' ends; else the order as it was.
    static func packingOrder<Item>(_ items: [Item], weight: (Item) -> Int) -> [Item] {
        let classes = [2048, 1024, 512, 256, 128, 0]
        let weighed = items.map { (item: $0, weight: weight($0)) }
        return classes.indices.flatMap { index in
            let range = classes[index]..<(index == 0 ? Int.max : classes[index - 1])
            return weighed.filter { range.contains($0.weight) }.map(\.item)
        }
    }

    /// Finds a place for an inode: an offset, or nil where the area may not grow and has no gap.
    ///
    /// The size is that of the inode with its attributes and index, which may run over several
    /// blocks; the tail is data behind it that must end in the block in which it starts.
    mutating func allocate(size: Int, tail: Int, mayGrow: Bool = true) -> Int? {
        let total = size + tail
        if let gap = takeGap(for: total) {
            keepGap((gap.lowerBound + total).roundedUp(to: Format.slotSize)..<gap.upperBound)
            return gap.lowerBound
        }
        guard mayGrow else { return nil }
        if total > Format.blockSize, tail == 0 { return allocateRun(size) }
        return allocateBlocks(total)
    }

    /// Places an inode of several blocks right behind the last one.
    private mutating func allocateRun(_ size: Int) -> Int {
        let offset = end
        takeLastGap()
        grow(to: offset + size)
        return offset
    }

    private mutating func allocateBlocks(_ size: Int) -> Int {
        let offset = bytes.count
        grow(to: offset + size)
        return offset
    }

    private mutating func grow(to newEnd: Int) {
        let target = newEnd.roundedUp(to: Format.blockSize)
        bytes.append(contentsOf: [UInt8](repeating: 0, count: target - bytes.count))
        end = min(newEnd.roundedUp(to: Format.slotSize), target)
        keepGap(end..<target)
    }

    /// Forgets the free space of the last block, which is about to be taken.
    private mutating func takeLastGap() {
        let slots = (bytes.count - end) / Format.slotSize
        gaps[slots].removeAll { $0 == end }
    }

    private mutating func keepGap(_ gap: Range<Int>) {
        if gap.upperBound == bytes.count { end = gap.lowerBound }
        guard gap.count >= Format.slotSize else { return }
        gaps[gap.count / Format.slotSize].append(gap.lowerBound)
    }

    /// Takes the smallest gap that is large enough.
    private mutating func takeGap(for size: Int) -> Range<Int>? {
        let slots = size.divided(roundingUpBy: Format.slotSize)
        guard slots < gaps.count,
            let index = gaps[slots...].firstIndex(where: { !$0.isEmpty }),
            let offset = gaps[index].popLast()
        else { return nil }
        return offset..<(offset + index * Format.slotSize)
    }

    /// Fills in what belongs to an allocated place.
    mutating func put(_ content: [UInt8], at offset: Int) {
        bytes.store(content, at: offset)
    }
}

/// A run of blocks that inodes are laid out in.
struct MetadataArea {
    /// The offset in the image of the first byte.
    let start: UInt64
    /// The bytes, always whole blocks.
    private(set) var bytes: [UInt8] = []
    /// How much of the last block is taken.
    private var end = 0
    /// Blocks with free space behind their last inode: offset of the space and its size.
    private var gaps: [Range<Int>] = []

    private static let gapLimit = 64

    init(start: UInt64) { self.start = start }

    /// Takes over a block whose first bytes are not for inodes.
    init(block: [UInt8], start: UInt64, used: Int) {
        self.start = start
        bytes = block
        end = block.count
        gaps = [used..<block.count]
    }

    /// Finds a place for an inode.
    ///
    /// - Parameters:
    ///   - size: the inode with its attributes and index, which may run over several blocks.
    ///   - tail: data behind it that must end in the block in which it starts.
    /// - Returns: the offset within the area, or nil where it may not grow and has no gap.
    mutating func allocate(size: Int, tail: Int, mayGrow: Bool = true) -> Int? {
        let total = size + tail
        if let index = bestGap(for: total) {
            let offset = gaps[index].lowerBound
            keepGap((offset + total).roundedUp(to: Format.slotSize)..<gaps.remove(at: index).upperBound)
            return offset
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

    private mutating func takeLastGap() {
        gaps.removeAll { $0.upperBound == bytes.count }
    }

    private mutating func keepGap(_ gap: Range<Int>) {
        if gap.upperBound == bytes.count { end = gap.lowerBound }
        guard gap.count >= Format.slotSize else { return }
        gaps.append(gap)
        guard gaps.count > Self.gapLimit else { return }
        let least = gaps.indices.min { gaps[$0].count < gaps[$1].count }
        if let least { gaps.remove(at: least) }
    }

    /// The smallest gap that is large enough.
    private func bestGap(for size: Int) -> Int? {
        gaps.indices.filter { gaps[$0].count >= size }
            .min { (gaps[$0].count, gaps[$0].lowerBound) < (gaps[$1].count, gaps[$1].lowerBound) }
    }

    /// Fills in what belongs to an allocated place.
    mutating func put(_ content: [UInt8], at offset: Int) {
        bytes.store(content, at: offset)
    }
}

/// The entries of a compressed file's index, read as they are asked for.
struct ClusterIndex {
    /// One logical cluster.
    struct Entry {
        var kind = ClusterKind.plain
        /// Heads: where the extent starts in the cluster.
        var offset = 0
        /// Continuations: the distance to the head.
        var behind = 0
        /// First continuations: how many blocks the cluster takes, else 0.
        var blocks = 0
        /// Heads: the first block.
        var address: UInt32 = 0
        /// Whether the cluster holds more than this file uses.
        var isPartial = false
    }

    /// A run of entries of the same width; packs of several share an address.
    private struct Pack {
        let offset: UInt64
        let first: UInt64
        let entries: Int
        var size: Int { entries == 16 ? 32 : 8 }
    }

    private let file: ImageFile
    private let inode: Inode
    private let header: MapHeader
    /// How many logical clusters the file has.
    let count: UInt64
    private var window: [UInt8] = []
    private var windowStart: UInt64 = 0

    private static let windowSize = 1 << 14

    init(_ reader: Reader, _ inode: Inode, _ header: MapHeader) {
        file = reader.file
        self.inode = inode
        self.header = header
        count = inode.size.divided(roundingUpBy: 1 << header.clusterBits)
    }

    /// The entry of a logical cluster.
    mutating func entry(_ cluster: UInt64) throws(ReaderError) -> Entry {
        guard cluster < count else { throw .corrupt(node: inode.node, .index) }
        let entry =
            inode.layout == .compressedFull
            ? try fullEntry(cluster) : try compactEntry(cluster)
        guard entry.kind == .continuation || entry.offset < 1 << Int(header.clusterBits) else {
            throw .corrupt(node: inode.node, .index)
        }
        return entry
    }

    /// Where the index ends in the image, and an inline cluster starts.
    func end() throws(ReaderError) -> UInt64 {
        guard count > 0 else { throw .corrupt(node: inode.node, .index) }
        if inode.layout == .compressedFull { return header.end + 8 + count * 8 }
        let pack = pack(of: count - 1)
        return pack.offset + UInt64(pack.size)
    }

    private mutating func bytes(at offset: UInt64, count: Int) throws(ReaderError) -> [UInt8] {
        let windowEnd = windowStart + UInt64(window.count)
        if offset < windowStart || offset + UInt64(count) > windowEnd {
            let available = file.size - min(offset, file.size)
            window = try file.read(
                at: offset,
                count: max(count, Int(min(available, UInt64(Self.windowSize))))
            )
            windowStart = offset
        }
        let start = Int(offset - windowStart)
        return Array(window[start..<(start + count)])
    }

    private mutating func fullEntry(_ cluster: UInt64) throws(ReaderError) -> Entry {
        let bytes = try bytes(at: header.end + 8 + cluster * 8, count: 8)
        let advice = bytes.load(UInt16.self, at: 0)
        guard let kind = ClusterKind(rawValue: advice & 3) else {
            throw .corrupt(node: inode.node, .index)
        }
        var entry = Entry(kind: kind)
        guard kind == .continuation else {
            entry.offset = Int(bytes.load(UInt16.self, at: 2))
            entry.address = bytes.load(UInt32.self, at: 4)
            entry.isPartial = advice >> 15 == 1
            return entry
        }
        try setDistance(Int(bytes.load(UInt16.self, at: 4)), in: &entry)
        return entry
    }

    private func setDistance(_ value: Int, in entry: inout Entry) throws(ReaderError) {
        entry.behind = value
        guard value & blockCountFlag != 0 else { return }
        guard !header.advice.isDisjoint(with: [.bigCluster1, .bigCluster2]) else {
            throw .corrupt(node: inode.node, .index)
        }
        entry.blocks = value & ~blockCountFlag
        entry.behind = 1
    }

    private func pack(of cluster: UInt64) -> Pack {
        let start = (32 - header.end % 32) / 4 % 8
        var packed: UInt64 = 0
        if header.advice.contains(.compacted2B), header.clusterBits <= 12, start < count {
            packed = (count - start) / 16 * 16
        }
        if cluster < start { return pair(cluster, offset: header.end, first: 0) }
        let middle = header.end + start * 4
        if cluster - start < packed {
            let number = (cluster - start) / 16
            return Pack(offset: middle + number * 32, first: start + number * 16, entries: 16)
        }
        return pair(cluster, offset: middle + packed * 2, first: start + packed)
    }

    private func pair(_ cluster: UInt64, offset: UInt64, first: UInt64) -> Pack {
        let number = (cluster - first) / 2
        return Pack(offset: offset + number * 8, first: first + number * 2, entries: 2)
    }

    private mutating func compactEntry(_ cluster: UInt64) throws(ReaderError) -> Entry {
        let pack = pack(of: cluster)
        let bytes = try bytes(at: pack.offset, count: pack.size)
        let position = Int(cluster - pack.first)
        var (kind, low) = decode(bytes, pack, position)
        var entry = Entry(kind: kind)
        guard kind == .continuation else {
            entry.offset = low
            let base = bytes.load(UInt32.self, at: pack.size - 4)
            entry.address = base &+ (try blocksBefore(position, in: bytes, pack))
            return entry
        }
        if position + 1 == pack.entries, low & blockCountFlag == 0 {
            // The last entry tells the distance to the next head; the one before it knows more.
            guard position > 0 else { throw .corrupt(node: inode.node, .index) }
            (kind, low) = decode(bytes, pack, position - 1)
            let before = kind != .continuation ? 0 : low & blockCountFlag != 0 ? 1 : low
            low = before + 1
        }
        try setDistance(low, in: &entry)
        return entry
    }

    private func decode(_ bytes: [UInt8], _ pack: Pack, _ position: Int) -> (ClusterKind, Int) {
        let width = pack.entries == 2 ? 16 : 14
        let bit = position * width
        let value = bytes.load(UInt32.self, at: bit / 8) >> UInt32(bit % 8)
        let lowBits = max(header.clusterBits, 12)
        let kind = ClusterKind(rawValue: UInt16(value >> UInt32(lowBits) & 3)) ?? .plain
        return (kind, Int(value & (1 << UInt32(lowBits) - 1)))
    }

    /// How many blocks lie between a pack's base address and the head at a position.
    private func blocksBefore(
        _ position: Int,
        in bytes: [UInt8],
        _ pack: Pack
    ) throws(ReaderError) -> UInt32 {
        let isBig = header.advice.contains(.bigCluster1)
        var blocks: UInt32 = isBig ? 0 : 1
        var index = position
        while index > 0 {
            index -= 1
            let (kind, low) = decode(bytes, pack, index)
            if kind != .continuation {
                blocks += 1
            } else if !isBig {
                index -= low
                if index >= 0 { blocks += 1 }
            } else if low & blockCountFlag != 0 {
                index -= 1
                blocks += UInt32(low & ~blockCountFlag)
            } else {
                guard low > 1 else { throw .corrupt(node: inode.node, .index) }
                index -= low - 2
            }
        }
        return blocks
    }
}

/// The compacted index of a compressed file: 2 bytes per logical cluster, 4 at its ends.
///
/// Kernel `z_erofs_load_compact_lcluster` (`fs/erofs/zmap.c`): packs of two clusters in 8 bytes up
/// to a multiple of 32, packs of sixteen in 32 bytes, then packs of two again. A pack ends with the
/// block address from which the addresses of its heads are counted.
struct CompactIndex {
    /// One logical cluster as the packs describe it.
    private struct Entry {
        var kind = ClusterKind.plain
        /// Heads: where the extent starts in the cluster.
        var offset = 0
        /// Continuations: distances to this and to the next head.
        var behind = 0
        var ahead = 0
        /// The count of blocks in the first continuation, else 0.
        var blocks = 0
        /// Heads: the address.
        var address: UInt32 = 0
    }

    private let codec: Codec
    private let bigClusters: Bool
    private var entries: [Entry] = []

    /// Lays out the extents of a file that starts at a block.
    init(_ extents: [StoredExtent], startBlock: UInt32, codec: Codec, bigClusters: Bool) {
        self.codec = codec
        self.bigClusters = bigClusters
        var position = 0
        var address = startBlock
        for extent in extents {
            append(extent, at: position, address: address)
            position += extent.length
            address += UInt32(extent.blocks)
        }
        let rest = position % Format.blockSize
        // A last cluster without a head of its own gets a head that only marks the end.
        if rest > 0, entries.count * Format.blockSize < position {
            entries.append(Entry(kind: .plain, offset: rest, address: address))
        }
    }

    /// The entries of the clusters that end within the extent, or its head where none does.
    private mutating func append(_ extent: StoredExtent, at position: Int, address: UInt32) {
        let offset = position % Format.blockSize
        let ending = max(1, (offset + extent.length) / Format.blockSize)
        let kind = extent.isPlain ? ClusterKind.plain : .head
        entries.append(Entry(kind: kind, offset: offset, address: address))
        for distance in 1..<max(1, ending) {
            entries.append(
                Entry(
                    kind: .continuation,
                    behind: distance,
                    ahead: ending - distance,
                    blocks: distance == 1 && bigClusters ? extent.blocks : 0
                )
            )
        }
    }

    /// The size in bytes of the map header and the index behind an inode of a size.
    static func size(clusters: Int, inodeSize: Int) -> Int {
        let (start, middle, end) = split(clusters, inodeSize: inodeSize)
        return inodeSize.roundedUp(to: 8) - inodeSize + 8 + start.roundedUp(to: 2) * 4 + middle * 2
            + end.roundedUp(to: 2) * 4
    }

    private static func split(_ clusters: Int, inodeSize: Int) -> (Int, Int, Int) {
        let base = inodeSize.roundedUp(to: 8) + 8
        let start = (32 - base % 32) / 4 % 8
        guard start < clusters else { return (clusters, 0, 0) }
        let middle = (clusters - start) / 16 * 16
        return (start, middle, clusters - start - middle)
    }

    /// The map header and the index, padded in front so that they follow an inode of a size.
    func encoded(inodeSize: Int) -> [UInt8] {
        var advice: MapAdvice = .compacted2B
        if bigClusters { advice.formUnion([.bigCluster1, .bigCluster2]) }
        let padding = inodeSize.roundedUp(to: 8) - inodeSize
        var bytes = [UInt8](repeating: 0, count: padding + 8)
        bytes.store(advice.rawValue, at: padding + 4)
        // All heads are of the first kind, and what the second would use does not matter.
        bytes[padding + 6] = UInt8(codec.rawValue)
        let (start, middle, end) = Self.split(entries.count, inodeSize: inodeSize)
        bytes.reserveCapacity(Self.size(clusters: entries.count, inodeSize: inodeSize) + 8)
        appendPacks(entries[..<start], of: 2, to: &bytes)
        appendPacks(entries[start..<(start + middle)], of: 16, to: &bytes)
        appendPacks(entries[(start + middle)..<(start + middle + end)], of: 2, to: &bytes)
        return bytes
    }

    private func appendPacks(_ part: ArraySlice<Entry>, of count: Int, to bytes: inout [UInt8]) {
        var index = part.startIndex
        while index < part.endIndex {
            let next = min(index + count, part.endIndex)
            appendPack(part[index..<next], of: count, to: &bytes)
            index = next
        }
    }

    private func appendPack(_ pack: ArraySlice<Entry>, of count: Int, to bytes: inout [UInt8]) {
        let width = count == 2 ? 16 : 14
        let start = bytes.count
        bytes.append(contentsOf: [UInt8](repeating: 0, count: count * width / 8 + 4))
        for (index, entry) in pack.enumerated() {
            let low = Self.low(entry, isLast: index + 1 == count)
            let value = UInt32(Int(entry.kind.rawValue) << Format.blockBits | low)
            let bit = index * width
            let shifted = value << UInt32(bit % 8)
            for byte in 0..<3 where bit / 8 + byte < count * width / 8 {
                bytes[start + bit / 8 + byte] |= UInt8(
                    truncatingIfNeeded: shifted >> UInt32(byte * 8)
                )
            }
        }
        bytes.store(base(of: pack), at: start + count * width / 8)
    }

    /// The low bits of an entry; the last of a pack says how far the next head is.
    private static func low(_ entry: Entry, isLast: Bool) -> Int {
        guard entry.kind == .continuation else { return entry.offset }
        if entry.blocks > 0 { return entry.blocks | blockCountFlag }
        return min(isLast ? entry.ahead : entry.behind, blockCountFlag - 1)
    }

    /// The address that the decoder adds the blocks of earlier heads in the pack to.
    private func base(of pack: ArraySlice<Entry>) -> UInt32 {
        guard let head = pack.first(where: { $0.kind != .continuation }) else { return 0 }
        guard bigClusters else { return head.address &- 1 }
        return head.address &- UInt32(pack.first?.blocks ?? 0)
    }
}

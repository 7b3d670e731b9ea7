/// A stretch of a compressed file that is stored as one cluster.
struct MappedExtent {
    /// How the bytes of the cluster become content.
    enum Storage {
        case compressed(Codec)
        /// As it is; whether the block is turned so that content keeps its offset within a block.
        case plain(interlaced: Bool)
        /// In the inode that holds the fragments of all files.
        case fragment
    }

    let start: UInt64
    let end: UInt64
    let storage: Storage
    /// Where the cluster lies in the image, or the fragment in its inode.
    let offset: UInt64
    /// How many bytes the cluster takes.
    let size: Int
    /// Whether the cluster may hold more than the stretch.
    let isPartial: Bool
    /// Whether the cluster lies behind the inode instead of in blocks of its own.
    let isInline: Bool
}

/// Finds the clusters of a compressed file by its index.
///
/// Kernel `z_erofs_map_blocks` (`fs/erofs/zmap.c`).
struct ClusterMap {
    private var index: ClusterIndex
    private let header: MapHeader
    private let inode: Inode
    private let blockBits: UInt64
    private let allowsFragments: Bool
    private let codecs: CodecTable

    init(_ reader: Reader, _ inode: Inode, allowsFragments: Bool) throws(ReaderError) {
        header = try MapHeader(reader, inode)
        index = ClusterIndex(reader, inode, header)
        self.inode = inode
        self.allowsFragments = allowsFragments
        codecs = reader.superblock.codecs
        blockBits = UInt64(reader.superblock.blockBits)
    }

    /// The extent that holds a position within the file.
    mutating func extent(at position: UInt64) throws(ReaderError) -> MappedExtent {
        if header.isWholeFragment {
            // Of a whole file only a part at a time, since it may be long.
            let end = position + min(UInt64(Format.fragmentLimit), inode.size - position)
            let (offset, overflow) = header.fragmentOffset.addingReportingOverflow(position)
            guard !overflow else { throw .corrupt(node: inode.node, .extent) }
            return try fragment(position..<end, offset: offset)
        }
        let (head, entry) = try head(of: position)
        let start = head << header.clusterBits + UInt64(entry.offset)
        let end = try end(of: head, from: position >> header.clusterBits)
        guard start <= position, position < end, end - start <= UInt64(Format.extentLimit) else {
            throw .corrupt(node: inode.node, .extent)
        }
        return try storage(start..<end, head: head, entry)
    }

    /// The logical cluster in which the extent of a position starts.
    private mutating func head(
        of position: UInt64
    ) throws(ReaderError) -> (UInt64, ClusterIndex.Entry) {
        var cluster = position >> header.clusterBits
        let lowest = cluster - min(cluster, header.extentClusters)
        var entry = try index.entry(cluster)
        var distance = UInt64(entry.behind)
        if entry.kind != .continuation {
            if position - cluster << header.clusterBits >= UInt64(entry.offset) {
                return (cluster, entry)
            }
            distance = 1
        }
        repeat {
            guard distance > 0, distance <= cluster - lowest else {
                throw .corrupt(node: inode.node, .index)
            }
            cluster -= distance
            entry = try index.entry(cluster)
            distance = UInt64(entry.behind)
        } while entry.kind == .continuation
        return (cluster, entry)
    }

    /// Where the extent of a head ends: at the next head or at the end of the file.
    private mutating func end(
        of head: UInt64,
        from cluster: UInt64
    ) throws(ReaderError) -> UInt64 {
        var next = max(head + 1, cluster)
        while next < index.count {
            guard next - head <= header.extentClusters else {
                throw .corrupt(node: inode.node, .extent)
            }
            let entry = try index.entry(next)
            if entry.kind != .continuation {
                return min(next << header.clusterBits + UInt64(entry.offset), inode.size)
            }
            next += 1
        }
        return inode.size
    }

    private mutating func storage(
        _ range: Range<UInt64>,
        head: UInt64,
        _ entry: ClusterIndex.Entry
    ) throws(ReaderError) -> MappedExtent {
        let isTail = range.upperBound == inode.size
        if isTail, header.advice.contains(.fragmentTail) {
            let high = inode.layout == .compressedFull ? UInt64(entry.address) << 32 : 0
            return try fragment(range, offset: header.fragmentOffset | high)
        }
        let isInline = isTail && header.inlineSize > 0
        let offset =
            isInline ? try index.end() : UInt64(entry.address) << blockBits
        let size = isInline ? header.inlineSize : try blocks(of: head, entry) << Int(blockBits)
        let isPlain = entry.kind == .plain
        guard size <= Format.clusterLimit, !isPlain || range.count <= size else {
            throw .corrupt(node: inode.node, .extent)
        }
        return MappedExtent(
            start: range.lowerBound,
            end: range.upperBound,
            storage: isPlain
                ? .plain(interlaced: !isInline && header.advice.contains(.interlaced))
                : .compressed(try codec(of: entry)),
            offset: offset,
            size: size,
            isPartial: entry.isPartial,
            isInline: isInline
        )
    }

    private func fragment(
        _ range: Range<UInt64>,
        offset: UInt64
    ) throws(ReaderError) -> MappedExtent {
        guard allowsFragments, range.upperBound - range.lowerBound <= UInt64(Format.fragmentLimit)
        else { throw .corrupt(node: inode.node, .extent) }
        return MappedExtent(
            start: range.lowerBound,
            end: range.upperBound,
            storage: .fragment,
            offset: offset,
            size: 0,
            isPartial: false,
            isInline: false
        )
    }

    /// How many blocks the cluster of a head takes: the first continuation says it.
    private mutating func blocks(
        of head: UInt64,
        _ entry: ClusterIndex.Entry
    ) throws(ReaderError) -> Int {
        let isBig = header.advice.contains(entry.kind == .head ? .bigCluster1 : .bigCluster2)
        guard isBig, head + 1 < index.count else { return 1 }
        let next = try index.entry(head + 1)
        guard next.kind == .continuation else { return 1 }
        guard next.blocks > 0 else { throw .corrupt(node: inode.node, .index) }
        return next.blocks
    }

    private func codec(of entry: ClusterIndex.Entry) throws(ReaderError) -> Codec {
        let number = entry.kind == .head ? header.codecs.first : header.codecs.second
        guard let codec = Codec(rawValue: number), codec != .deflate else {
            throw .unsupported(Codec.name(number))
        }
        guard codecs.contains(codec) else { throw .corrupt(node: inode.node, .index) }
        return codec
    }
}

/// What precedes the index of a compressed file.
struct MapHeader {
    let advice: MapAdvice
    /// The codecs of the two kinds of heads.
    let codecs: (first: Int, second: Int)
    /// The size of a logical cluster as a power of two.
    let clusterBits: UInt64
    /// Whether the whole file is a fragment.
    let isWholeFragment: Bool
    /// Where the file's fragment lies in the inode of fragments.
    let fragmentOffset: UInt64
    /// The size of a last cluster that lies behind the index; else 0.
    let inlineSize: Int
    /// The most logical clusters that an extent may run over.
    let extentClusters: UInt64
    /// Where the header ends in the image.
    let end: UInt64

    init(_ reader: Reader, _ inode: Inode) throws(ReaderError) {
        let start = inode.bodyOffset.roundedUp(to: 8)
        let bytes = try reader.file.read(at: start, count: 8)
        end = start + 8
        let word = bytes.load(UInt64.self, at: 0)
        isWholeFragment = word >> 63 == 1
        let blockBits = UInt64(reader.superblock.blockBits)
        guard !isWholeFragment else {
            advice = .fragmentTail
            codecs = (0, 0)
            clusterBits = blockBits
            fragmentOffset = word & (1 << 63 - 1)
            inlineSize = 0
            extentClusters = 0
            return
        }
        let advice = MapAdvice(rawValue: bytes.load(UInt16.self, at: 4))
        guard advice.rawValue & ~0x3f == 0,
            inode.layout == .compressedCompact || !advice.contains(.compacted2B)
        else { throw .unsupported("another kind of cluster index") }
        let bigBits = advice.intersection([.bigCluster1, .bigCluster2])
        guard inode.layout == .compressedFull || bigBits.isEmpty || bigBits.rawValue == 6 else {
            throw .corrupt(node: inode.node, .index)
        }
        self.advice = advice
        codecs = (Int(bytes[6] & 15), Int(bytes[6] >> 4))
        clusterBits = blockBits + UInt64(bytes[7] & 7)
        guard inode.layout == .compressedFull || clusterBits <= 14 else {
            throw .corrupt(node: inode.node, .index)
        }
        fragmentOffset =
            advice.contains(.fragmentTail) ? UInt64(bytes.load(UInt32.self, at: 0)) : 0
        inlineSize =
            advice.contains(.inlineTail) && !advice.contains(.fragmentTail)
            ? Int(bytes.load(UInt16.self, at: 2)) : 0
        extentClusters = UInt64(Format.extentLimit) >> clusterBits + 1
    }
}

/// Cuts a piece of content into clusters and compresses them into a batch's output.
struct Squeezer {
    private let batch: Batch
    private let encoder: any ClusterEncoder
    private let compression: Compression
    private let size: Int
    private let largest: Int
    private var result = PieceResult()
    /// Output per input of the last cluster, for a guess at what the rest will take.
    private var ratio = 0.45

    init(batch: Batch, encoder: any ClusterEncoder, compression: Compression) {
        self.batch = batch
        self.encoder = encoder
        self.compression = compression
        size = compression.clusterSize
        largest = compression.largestCluster
        result.isFlat = false
    }

    /// Compresses a piece behind the output that the batch has so far.
    mutating func squeeze(_ range: Range<Int>) throws(WriterError) -> PieceResult {
        var position = range.lowerBound
        var misses = 0
        while position < range.upperBound {
            if let extent = try cluster(position..<range.upperBound) {
                misses = 0
                append(extent)
                position += extent.length
                continue
            }
            misses += 1
            for _ in 0..<plainRun(after: misses) where position < range.upperBound {
                position += plain(position..<range.upperBound)
            }
        }
        try shortenEnd(of: range)
        return result
    }

    /// How many blocks to store as they are before another try.
    ///
    /// Content that has not shrunk for a while rarely starts to within the next blocks, and a try
    /// costs as much as the cluster is large.
    private func plainRun(after misses: Int) -> Int {
        let patience = max(1, 64 * Format.blockSize / size)
        return 1 << min(max(0, misses - patience), 4)
    }

    private mutating func append(_ extent: StoredExtent) {
        result.extents.append(extent)
        result.blocks += extent.blocks
    }

    /// Compresses the start of a range into one cluster; nil where nothing is saved.
    private mutating func cluster(
        _ range: Range<Int>,
        hard: Bool = false
    ) throws(WriterError) -> StoredExtent? {
        guard range.count > Format.blockSize else { return nil }
        let fitsLargest = Double(range.count) * ratio < Double(largest)
        let filled = unsafe try encoder.fill(
            UnsafeRawBufferPointer(batch.input.slice(range.lowerBound, range.count)),
            ClusterRequest(size: fitsLargest ? largest : size, ratio: ratio, isHard: hard)
        )
        let (consumed, produced) = (filled.consumed, filled.produced)
        let blocks = produced.divided(roundingUpBy: Format.blockSize)
        guard produced > 0, consumed > blocks * Format.blockSize else { return nil }
        ratio = Double(produced) / Double(consumed)
        // Zeros come first, so that the kernel can inflate a cluster in its own memory.
        let start = (batch.outputBlocks + result.blocks) * Format.blockSize
        let padding = blocks * Format.blockSize - produced
        batch.output.clear(start..<(start + padding))
        batch.output.copy(from: encoder.output, 0..<produced, at: start + padding)
        return StoredExtent(length: consumed, blocks: blocks, plain: false)
    }

    /// Stores the next block of a range as it is; returns how much of the range that was.
    private mutating func plain(_ range: Range<Int>) -> Int {
        let length = min(Format.blockSize, range.count)
        let start = (batch.outputBlocks + result.blocks) * Format.blockSize
        batch.output.copy(
            from: batch.input,
            range.lowerBound..<(range.lowerBound + length),
            at: start
        )
        batch.output.clear((start + length)..<(start + Format.blockSize))
        append(StoredExtent(length: length, blocks: 1, plain: true))
        return length
    }

    /// Spares the last block where it holds little and the clusters before it can take that in when
    /// they are compressed harder.
    private mutating func shortenEnd(of range: Range<Int>) throws(WriterError) {
        guard compression.endClusters > 0, size == Format.blockSize,
            result.extents.count > 1, let last = result.extents.last,
            Double(last.length) * ratio < Double(Format.blockSize) / 6
        else { return }
        let before = result
        let redone = result.extents.suffix(compression.endClusters)
        result.blocks -= redone.reduce(0) { $0 + $1.blocks }
        result.extents.removeLast(redone.count)
        let start = batch.outputBlocks + result.blocks
        let bytes =
            (start * Format.blockSize)..<((batch.outputBlocks + before.blocks) * Format.blockSize)
        let saved = batch.output.bytes(bytes)
        var position = range.upperBound - redone.reduce(0) { $0 + $1.length }
        while position < range.upperBound, result.blocks < before.blocks - 1 {
            guard let extent = try cluster(position..<range.upperBound, hard: true) else { break }
            append(extent)
            position += extent.length
        }
        guard position < range.upperBound else { return }
        result = before
        batch.output.copy(saved, at: bytes.lowerBound)
    }
}

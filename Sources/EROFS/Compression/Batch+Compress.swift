extension Batch {
    /// Turns every piece into blocks; run by one worker.
    func compress(with compressor: Compressor, compression: Compression, hashing: Bool) {
        for piece in pieces {
            let result =
                compression == .none
                ? storeFlat(piece)
                : compressPiece(piece, with: compressor)
            results.append(result)
            outputBlocks += result.blocks
        }
        guard hashing else { return }
        unsafe digest = ContentHash.digest(
            UnsafeRawBufferPointer(output.slice(0, outputBlocks * Format.blockSize)))
    }

    private func storeFlat(_ piece: Piece) -> PieceResult {
        let length = piece.range.count
        let tail = piece.isLast ? length % Format.blockSize : 0
        let inlined = tail > 0 && tail <= piece.tailRoom
        let blocks =
            inlined ? length / Format.blockSize : length.divided(roundingUpBy: Format.blockSize)
        let stored = inlined ? length - tail : length
        let start = outputBlocks * Format.blockSize
        let range = piece.range.lowerBound..<(piece.range.lowerBound + stored)
        output.copy(from: input, range, at: start)
        output.clear((start + stored)..<(start + blocks * Format.blockSize))
        var result = PieceResult()
        result.blocks = blocks
        result.tail = range.upperBound..<piece.range.upperBound
        return result
    }

    private func compressPiece(_ piece: Piece, with compressor: Compressor) -> PieceResult {
        guard !piece.isWholeFile || piece.range.count > Format.blockSize else {
            return storeFlat(piece)
        }
        var result = PieceResult()
        result.isFlat = false
        var position = piece.range.lowerBound
        var misses = 0
        while position < piece.range.upperBound {
            let remaining = position..<piece.range.upperBound
            let block = outputBlocks + result.blocks
            if let extent = squeeze(remaining, into: block, with: compressor) {
                misses = 0
                result.append(extent)
                position += extent.length
                continue
            }
            // Content that does not shrink rarely starts to within the next blocks.
            misses = min(misses + 1, 3)
            for _ in 0..<(1 << misses) where position < piece.range.upperBound {
                let length = min(Format.blockSize, piece.range.upperBound - position)
                storePlain(position..<(position + length), into: outputBlocks + result.blocks)
                result.append(StoredExtent(length: length, blocks: 1, plain: true))
                position += length
            }
        }
        return piece.isWholeFile && !pays(result, for: piece) ? storeFlat(piece) : result
    }

    /// Whether compression makes a whole file smaller, its index included.
    private func pays(_ result: PieceResult, for piece: Piece) -> Bool {
        let length = piece.range.count
        let clusters = length.divided(roundingUpBy: Format.blockSize)
        let index = CompactIndex.size(clusters: clusters, inodeSize: 0)
        let tail = length % Format.blockSize
        let flat =
            tail > piece.tailRoom
            ? clusters * Format.blockSize : length
        return result.blocks * Format.blockSize + index < flat
    }

    /// Compresses the start of a range into one cluster; nil where nothing is saved.
    private func squeeze(
        _ range: Range<Int>, into block: Int, with compressor: Compressor
    ) -> StoredExtent? {
        guard range.count > Format.blockSize else { return nil }
        let (consumed, produced) = unsafe compressor.fill(
            UnsafeRawBufferPointer(input.slice(range.lowerBound, range.count)))
        let blocks = produced.divided(roundingUpBy: Format.blockSize)
        let size = blocks * Format.blockSize
        guard produced > 0, consumed > size else { return nil }
        let start = block * Format.blockSize
        // Zeros come first, so that the kernel can inflate a cluster in its own memory.
        output.clear(start..<(start + size - produced))
        output.copy(from: compressor.scratch, 0..<produced, at: start + size - produced)
        return StoredExtent(length: consumed, blocks: blocks, plain: false)
    }

    private func storePlain(_ range: Range<Int>, into block: Int) {
        let start = block * Format.blockSize
        output.copy(from: input, range, at: start)
        output.clear((start + range.count)..<(start + Format.blockSize))
    }
}

extension PieceResult {
    fileprivate mutating func append(_ extent: StoredExtent) {
        extents.append(extent)
        blocks += extent.blocks
    }
}

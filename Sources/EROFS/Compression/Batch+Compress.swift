extension Batch {
    /// Turns every piece into blocks; run by one worker.
    ///
    /// Leaves a failure in the batch.
    func compress(with encoder: (any ClusterEncoder)?, _ compression: Compression, hashing: Bool) {
        do throws(WriterError) {
            for piece in pieces {
                let result = try compress(piece, with: encoder, compression)
                results.append(result)
                outputBlocks += result.blocks
            }
        } catch {
            failure = error
        }
        guard hashing else { return }
        unsafe digest = ContentHash.digest(
            UnsafeRawBufferPointer(output.slice(0, outputBlocks * Format.blockSize))
        )
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

    private func compress(
        _ piece: Piece,
        with encoder: (any ClusterEncoder)?,
        _ compression: Compression
    ) throws(WriterError) -> PieceResult {
        guard let encoder, !piece.isWholeFile || piece.range.count > Format.blockSize else {
            return storeFlat(piece)
        }
        var squeezer = Squeezer(batch: self, encoder: encoder, compression: compression)
        let result = try squeezer.squeeze(piece.range)
        return piece.isWholeFile && !pays(result, for: piece) ? storeFlat(piece) : result
    }

    /// Whether compression makes a whole file smaller, its index included.
    private func pays(_ result: PieceResult, for piece: Piece) -> Bool {
        let length = piece.range.count
        let clusters = length.divided(roundingUpBy: Format.blockSize)
        let index = CompactIndex.size(clusters: clusters, inodeSize: 0)
        let tail = length % Format.blockSize
        let flat = tail > piece.tailRoom ? clusters * Format.blockSize : length
        return result.blocks * Format.blockSize + index < flat
    }
}

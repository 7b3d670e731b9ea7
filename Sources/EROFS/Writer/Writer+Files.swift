import Dispatch

extension Writer {
    /// Adds a regular file whose content a closure gives piece by piece.
    ///
    /// - Parameters:
    ///   - path: where the file goes.
    ///   - metadata: what the file has besides its content.
    ///   - size: the content's length in bytes; giving more or less is an error.
    ///   - content: writes the content.
    /// - Throws: `WriterError`, or what the closure throws; the writer takes no more files after a
    ///   failure within the content.
    package func addFile(
        _ path: ImagePath,
        metadata: Metadata,
        size: UInt64,
        content: (inout FileSink) throws -> Void
    ) throws {
        try checkOpen()
        let number = try register(path, .regular, metadata)
        inodes[number].size = size
        isOpen = false
        var sink = FileSink(writer: self, inode: number)
        try content(&sink)
        try sink.end()
        isOpen = true
    }

    /// Adds a regular file from memory.
    ///
    /// - Throws: `WriterError`
    package func addFile(
        _ path: ImagePath,
        metadata: Metadata,
        content: [UInt8]
    ) throws(WriterError) {
        try checkOpen()
        let number = try register(path, .regular, metadata)
        inodes[number].size = UInt64(content.count)
        var sink = FileSink(writer: self, inode: number)
        try sink.write(content)
        try sink.end()
    }

    /// Notes that nothing more comes for an inode.
    func complete(_ number: Int) throws(WriterError) {
        output.current.completed.append(number)
        // Inodes without content must not pile up.
        if output.current.completed.count >= 8192 { try submitBatch() }
    }

    /// Hands the current batch to the workers and starts another.
    func submitBatch() throws(WriterError) {
        output.pool.submit(output.current)
        output.running.append(output.current)
        if output.running.count >= output.depth { try commitOldest() }
        output.current = output.idle.popLast() ?? Batch()
    }

    /// Waits for every batch and writes it.
    func commitAll() throws(WriterError) {
        output.pool.submit(output.current)
        output.running.append(output.current)
        while !output.running.isEmpty { try commitOldest() }
    }

    /// Waits for the oldest batch and writes what came of it.
    private func commitOldest() throws(WriterError) {
        let batch = output.running.removeFirst()
        batch.done.wait()
        if let failure = batch.failure { throw failure }
        let offset = output.nextBlock * UInt64(Format.blockSize)
        let bytes = unsafe batch.output.slice(0, batch.outputBlocks * Format.blockSize)
        unsafe try output.write(UnsafeRawBufferPointer(bytes), at: offset)
        if output.hashing { output.hash.add(batch.digest) }
        for (piece, result) in zip(batch.pieces, batch.results) {
            try settle(piece, result, in: batch)
        }
        for number in batch.completed {
            attributes.count(inodes[number].attributes)
            output.pendingSize += weight(of: number)
        }
        output.pending += batch.completed
        batch.reset()
        output.idle.append(batch)
        if output.pendingSize >= OutputState.pendingLimit, output.open == nil {
            try flushPending()
        }
    }

    /// Notes where a piece of a file went.
    private func settle(
        _ piece: Piece,
        _ result: PieceResult,
        in batch: Batch
    ) throws(WriterError) {
        let block = UInt32(output.nextBlock)
        try output.advance(by: result.blocks)
        var file = output.open ?? OutputState.OpenFile(inode: piece.inode, startBlock: block)
        file.blocks += result.blocks
        file.extents += result.extents
        guard piece.isLast else {
            output.open = file
            return
        }
        output.open = nil
        inodes[piece.inode].content = content(of: file, tail: batch.input.bytes(result.tail))
    }

    private func content(of file: OutputState.OpenFile, tail: [UInt8]) -> PendingInode.Content {
        let start = file.startBlock
        // Clusters that all are plain and whole are the same bytes as a flat file.
        let isFlat =
            file.extents.allSatisfy(\.isPlain)
            && file.extents.dropLast().allSatisfy { $0.length == Format.blockSize }
        if isFlat { return .flat(startBlock: file.blocks > 0 ? start : nil, tail: tail) }
        return .clusters(
            startBlock: start,
            blocks: UInt32(file.blocks),
            extents: file.extents
        )
    }

    /// About how much memory an inode holds until it is laid out.
    func weight(of number: Int) -> Int {
        switch inodes[number].content {
        case .flat(_, let tail): Format.extendedInodeSize + tail.count
        case .clusters(_, _, let extents): Format.extendedInodeSize + extents.count * 4
        case .nothing, .device: Format.extendedInodeSize
        }
    }
}

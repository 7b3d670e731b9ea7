/// Where the content of one file goes; valid only inside the closure that it is given to.
package struct FileSink: ~Copyable {
    private let writer: Writer
    private let inode: Int
    private let size: UInt64
    /// How much has been given in all.
    private var given: UInt64 = 0
    /// The piece being filled: where it starts in the batch, its length, and how much is there.
    private var start = 0
    private var length = 0
    private var filled = 0

    init(writer: Writer, inode: Int) {
        self.writer = writer
        self.inode = inode
        size = writer.inodes[inode].size
    }

    /// Appends content.
    ///
    /// - Throws: `WriterError` where more is given than was announced, or the output fails.
    package mutating func write(_ bytes: [UInt8]) throws(WriterError) {
        try unsafe write(bytes.span.bytes)
    }

    /// Appends content; see `write(_:)`.
    package mutating func write(_ bytes: RawSpan) throws(WriterError) {
        let result: Result<Void, WriterError> = unsafe bytes.withUnsafeBytes { bytes in
            do throws(WriterError) {
                unsafe try append(bytes)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    /// Appends content from memory that stays valid during the call.
    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(WriterError) {
        guard UInt64(bytes.count) <= size - given else {
            throw .wrongSize(
                writer.inodes[inode].path,
                declared: size,
                given: given + UInt64(bytes.count)
            )
        }
        var offset = 0
        while offset < bytes.count {
            if filled == length { try begin() }
            let part = min(bytes.count - offset, length - filled)
            unsafe writer.output.current.input.copy(
                UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + part)]),
                at: start + filled
            )
            offset += part
            filled += part
            given += UInt64(part)
            if filled == length { close() }
        }
    }

    /// Starts the next piece in a batch that has room for all of it.
    private mutating func begin() throws(WriterError) {
        length = Int(min(UInt64(Batch.capacity), size - given))
        filled = 0
        let batch = writer.output.current
        if batch.room < length || batch.used >= Batch.fill { try writer.submitBatch() }
        start = writer.output.current.used
    }

    private func close() {
        writer.output.current.append(
            Piece(
                inode: inode,
                range: start..<(start + length),
                isWholeFile: UInt64(length) == size,
                isLast: given == size,
                tailRoom: writer.tailRoom(of: inode)
            )
        )
    }

    /// Checks that all of the content was given.
    consuming func end() throws(WriterError) {
        guard given == size else {
            throw .wrongSize(writer.inodes[inode].path, declared: size, given: given)
        }
        try writer.complete(inode)
    }
}

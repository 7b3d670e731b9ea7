extension Reader {
    /// Reads so many bytes of a file, or of whatever else has data; fewer come at its end.
    ///
    /// - Throws: `ReaderError`
    package func read(
        _ inode: Inode,
        at offset: UInt64,
        count: Int
    ) throws(ReaderError) -> [UInt8] {
        guard offset < inode.size, count > 0 else { return [] }
        let end = offset + min(UInt64(count), inode.size - offset)
        var content = try ContentReader(self, inode, range: offset..<end)
        var bytes: [UInt8] = []
        while let piece = try content.next() {
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
        }
        return bytes
    }

    /// The whole content of a regular file, which is refused where it exceeds a limit in bytes.
    ///
    /// - Throws: `ReaderError`
    package func contents(of inode: Inode, limit: Int) throws(ReaderError) -> [UInt8] {
        guard inode.kind == .regular else {
            throw .wrongKind(node: inode.node, expected: .regular)
        }
        guard inode.size <= UInt64(max(limit, 0)) else {
            throw .tooLarge(node: inode.node, size: inode.size, limit: limit)
        }
        return try read(inode, at: 0, count: Int(inode.size))
    }

    /// Gives a regular file's content piece by piece.
    ///
    /// - Throws: `ReaderError`, and what the closure throws.
    package func stream(_ inode: Inode, _ body: (RawSpan) throws -> Void) throws {
        guard inode.kind == .regular else {
            throw ReaderError.wrongKind(node: inode.node, expected: .regular)
        }
        var content = try ContentReader(self, inode, range: 0..<inode.size)
        while let piece = try content.next() { unsafe try body(piece.span.bytes) }
    }
}

/// Reads a range of a file in pieces of a bounded size.
struct ContentReader {
    private let reader: Reader
    private let inode: Inode
    private var position: UInt64
    private let end: UInt64
    private var clusters: ClusterMap?

    /// The largest piece of a file that is not compressed.
    private static let pieceSize = 1 << 20

    /// Starts reading; the inode that holds the fragments has none itself.
    init(
        _ reader: Reader,
        _ inode: Inode,
        range: Range<UInt64>,
        allowsFragments: Bool = true
    ) throws(ReaderError) {
        self.reader = reader
        self.inode = inode
        position = range.lowerBound
        end = range.upperBound
        switch inode.layout {
        case .compressedCompact, .compressedFull:
            guard !range.isEmpty else { break }
            clusters = try ClusterMap(reader, inode, allowsFragments: allowsFragments)
        case .flatPlain, .flatInline, .chunked: break
        }
    }

    /// The next piece; nil at the end.
    mutating func next() throws(ReaderError) -> [UInt8]? {
        guard position < end else { return nil }
        let bytes =
            switch inode.layout {
            case .flatPlain, .flatInline: try flat()
            case .chunked: try chunk()
            case .compressedCompact, .compressedFull: try extent()
            }
        guard !bytes.isEmpty else { throw .corrupt(node: inode.node, .size) }
        position += UInt64(bytes.count)
        return bytes
    }

    private func length(within limit: UInt64) -> Int {
        Int(min(end, limit) - position)
    }

    private func flat() throws(ReaderError) -> [UInt8] {
        let block = UInt64(reader.blockSize)
        let blocks = inode.size.divided(roundingUpBy: block)
        let tailStart = inode.layout == .flatInline ? (blocks - 1) * block : inode.size
        guard position < tailStart else { return try inlineTail(from: tailStart) }
        let count = min(length(within: tailStart), Self.pieceSize)
        let start = UInt64(inode.dataField) << UInt64(reader.superblock.blockBits)
        return try reader.file.read(at: start + position, count: count)
    }

    private func inlineTail(from start: UInt64) throws(ReaderError) -> [UInt8] {
        let block = UInt64(reader.blockSize)
        guard inode.bodyOffset % block + (inode.size - start) <= block else {
            throw .corrupt(node: inode.node, .inlineData)
        }
        return try reader.file.read(
            at: inode.bodyOffset + (position - start),
            count: length(within: inode.size)
        )
    }

    /// Kernel `erofs_map_blocks`: a table of addresses, one for each chunk.
    private func chunk() throws(ReaderError) -> [UInt8] {
        let format = inode.dataField
        guard format & ~0x3f == 0 else { throw .unsupported("another kind of chunks") }
        let bits = UInt64(reader.superblock.blockBits) + UInt64(format & 0x1f)
        let width: UInt64 = format & 0x20 == 0 ? 4 : 8
        let index = position >> bits
        let table = inode.bodyOffset.roundedUp(to: width)
        let entry = try reader.file.read(at: table + index * width, count: Int(width))
        let address = entry.load(UInt32.self, at: Int(width) - 4)
        if width == 8, entry.load(UInt16.self, at: 2) != 0 {
            throw .unsupported("data on another device")
        }
        let within = position - index << bits
        let (limit, overflow) = ((index + 1) << bits, index + 1 > UInt64.max >> bits)
        let count = min(length(within: overflow ? end : limit), Self.pieceSize)
        guard address != Format.nullAddress else { return [UInt8](repeating: 0, count: count) }
        let start = UInt64(address) << UInt64(reader.superblock.blockBits)
        return try reader.file.read(at: start + within, count: count)
    }

    private mutating func extent() throws(ReaderError) -> [UInt8] {
        guard let extent = try clusters?.extent(at: position) else { return [] }
        let bytes = try reader.inflate(extent, of: inode)
        let skip = Int(position - extent.start)
        let count = min(length(within: extent.end), bytes.count - skip)
        return skip == 0 && count == bytes.count ? bytes : Array(bytes[skip..<(skip + count)])
    }
}

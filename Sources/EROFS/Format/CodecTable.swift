/// The codecs that an image says its clusters use, with what a decoder has to know of each.
///
/// They follow the superblock, in the order of the codecs' numbers: the length in two bytes, then so
/// many bytes of configuration, each at a multiple of four (kernel `z_erofs_parse_cfgs`).
struct CodecTable: Sendable, Hashable {
    /// The bitmap of the codecs in use.
    private(set) var codecs: UInt16 = 0
    /// LZ4: the largest cluster in blocks.
    private(set) var largestCluster = 1
    /// LZMA: the size of the dictionary in bytes.
    private(set) var dictionarySize = 0
    /// Zstandard: the size of the window as a power of two.
    private(set) var windowBits = 0

    /// Whether an image may have clusters of a codec.
    func contains(_ codec: Codec) -> Bool { codecs & codec.mask != 0 }
}

extension CodecTable {
    /// What an image without configurations has.
    static var onlyLZ4: Self {
        var table = Self()
        table.codecs = Codec.lz4.mask
        return table
    }

    /// What a writer announces.
    init(_ compression: Compression) {
        switch compression {
        case .none: break
        case .lz4, .lz4hc:
            codecs = Codec.lz4.mask
            largestCluster = compression.largestCluster / Format.blockSize
        case .lzma:
            codecs = Codec.lzma.mask
            dictionarySize = compression.historySize
        case .zstd:
            codecs = Codec.zstd.mask
            windowBits = compression.historySize.trailingZeroBitCount
        }
    }

    /// The configurations' bytes; they start at a multiple of four.
    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        for codec in Codec.allCases where contains(codec) {
            let body = configuration(of: codec)
            bytes += [UInt8](repeating: 0, count: bytes.count.roundedUp(to: 4) - bytes.count)
            bytes += [UInt8(body.count), 0] + body
        }
        return bytes
    }

    private func configuration(of codec: Codec) -> [UInt8] {
        switch codec {
        case .lz4:
            var body = [UInt8](repeating: 0, count: 14)
            body.store(UInt16.max, at: 0)
            body.store(UInt16(largestCluster), at: 2)
            return body
        case .lzma:
            var body = [UInt8](repeating: 0, count: 14)
            body.store(UInt32(dictionarySize), at: 0)
            return body
        case .zstd: return [0, UInt8(windowBits - Format.leastWindowBits), 0, 0, 0, 0]
        case .deflate: return []  // Not written so far.
        }
    }
}

extension CodecTable {
    /// Reads the configurations out of what follows offset 1024.
    ///
    /// - Throws: `.unsupported` for codecs and forms that no kernel knows, `.truncated` where a
    ///   configuration is not there.
    init(_ codecs: UInt16, decoding bytes: [UInt8], from start: Int) throws(ReaderError) {
        self.codecs = codecs
        let known = Codec.allCases.reduce(UInt16(0)) { $0 | $1.mask }
        guard codecs & ~known == 0 else {
            throw .unsupported(Codec.name((codecs & ~known).trailingZeroBitCount))
        }
        var offset = start
        for codec in Codec.allCases where contains(codec) {
            offset = offset.roundedUp(to: 4)
            let body = try Self.body(of: bytes, at: &offset)
            try read(body, of: codec)
        }
    }

    private static func body(
        of bytes: [UInt8],
        at offset: inout Int
    ) throws(ReaderError) -> [UInt8] {
        let place = UInt64(Format.superblockOffset + offset)
        guard offset + 2 <= bytes.count else { throw .truncated(offset: place, count: 2) }
        // A length of 0 stands for the one that two bytes cannot hold.
        let stated = Int(bytes.load(UInt16.self, at: offset))
        let length = stated == 0 ? 1 << 16 : stated
        guard offset + 2 + length <= bytes.count else {
            throw .truncated(offset: place + 2, count: length)
        }
        defer { offset += 2 + length }
        return Array(bytes[(offset + 2)..<(offset + 2 + length)])
    }

    private mutating func read(_ body: [UInt8], of codec: Codec) throws(ReaderError) {
        let odd = ReaderError.unsupported("another form of " + Codec.name(codec.rawValue))
        switch codec {
        case .lz4:
            guard body.count >= 4 else { throw odd }
            largestCluster = max(1, Int(body.load(UInt16.self, at: 2)))
        case .lzma:
            guard body.count >= 6, body.load(UInt16.self, at: 4) == 0 else { throw odd }
            dictionarySize = Int(body.load(UInt32.self, at: 0))
            guard (Format.leastDictionary...Format.dictionaryLimit).contains(dictionarySize) else {
                throw .unsupported("an LZMA dictionary of \(dictionarySize) bytes")
            }
        case .zstd:
            guard body.count >= 2, body[0] == 0 else { throw odd }
            windowBits = Format.leastWindowBits + Int(body[1])
            guard windowBits <= Format.windowBitsLimit else {
                throw .unsupported("a Zstandard window of 2^\(windowBits) bytes")
            }
        case .deflate: break
        }
    }
}

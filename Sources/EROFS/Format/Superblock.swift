/// The facts of an image as its superblock states them.
package struct Superblock: Sendable, Hashable {
    /// The identifier of the file system.
    package internal(set) var uuid: VolumeID
    /// The label, without its padding.
    package internal(set) var volumeName: String
    /// The time that inodes without a time of their own have.
    package internal(set) var buildTime: Timestamp
    /// How many inodes the image says that it has.
    package internal(set) var inodeCount: UInt64
    /// The size of the image in blocks.
    package internal(set) var blocks: UInt32
    /// Bytes per block, as a power of two.
    package internal(set) var blockBits: Int
    /// How the image was made, where this writer made it.
    package internal(set) var record: BuildRecord?

    var compatible: UInt32
    var incompatible: UInt32
    var rootNode: UInt64
    var metadataBlock: UInt32
    var attributeBlock: UInt32
    var packedNode: UInt64
    /// The bitmap of codecs, or LZ4's maximum distance in images without configurations.
    var codecField: UInt16
    /// What is known of the codecs.
    var codecs: CodecTable
    /// Superblock extension slots, 16 bytes each; the configurations come after them.
    var extensionSlots: UInt8

    var blockSize: Int { 1 << blockBits }
    var features: IncompatibleFeatures { .init(rawValue: incompatible) }
}

extension Superblock {
    /// The superblock's 128 bytes with a checksum of zero.
    var encoded: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Format.superblockSize)
        bytes.store(Format.magic, at: 0)
        bytes.store(compatible, at: 8)
        bytes[12] = UInt8(blockBits)
        bytes[13] = extensionSlots
        bytes.store(UInt16(truncatingIfNeeded: rootNode), at: 14)
        bytes.store(inodeCount, at: 16)
        bytes.store(UInt64(bitPattern: buildTime.seconds), at: 24)
        bytes.store(buildTime.nanoseconds, at: 32)
        bytes.store(blocks, at: 36)
        bytes.store(metadataBlock, at: 40)
        bytes.store(attributeBlock, at: 44)
        bytes.store(uuid.bytes, at: 48)
        bytes.store(Array(volumeName.utf8.prefix(16)), at: 64)
        bytes.store(incompatible, at: 80)
        bytes.store(codecField, at: 84)
        return bytes
    }

    /// Reads a superblock and verifies its checksum.
    ///
    /// Takes what follows offset 1024, up to 64 KiB or the image's end.
    init(decoding bytes: [UInt8]) throws(ReaderError) {
        guard bytes.count >= Format.superblockSize else { throw .notAnImage }
        guard bytes.load(UInt32.self, at: 0) == Format.magic else { throw .notAnImage }
        blockBits = Int(bytes[12])
        guard (9...16).contains(blockBits) else {
            throw .unsupported("blocks of 2^\(blockBits) bytes")
        }
        compatible = bytes.load(UInt32.self, at: 8)
        incompatible = bytes.load(UInt32.self, at: 80)
        let unknown = IncompatibleFeatures(rawValue: incompatible).subtracting(.known)
        guard unknown.isEmpty else {
            throw .unsupported("incompatible features 0x\(String(unknown.rawValue, radix: 16))")
        }
        extensionSlots = bytes[13]
        rootNode = UInt64(bytes.load(UInt16.self, at: 14))
        inodeCount = bytes.load(UInt64.self, at: 16)
        buildTime = Timestamp(
            seconds: Int64(bitPattern: bytes.load(UInt64.self, at: 24)),
            nanoseconds: bytes.load(UInt32.self, at: 32)
        )
        blocks = bytes.load(UInt32.self, at: 36)
        metadataBlock = bytes.load(UInt32.self, at: 40)
        attributeBlock = bytes.load(UInt32.self, at: 44)
        guard let uuid = VolumeID(bytes: bytes[48..<64]) else { throw .notAnImage }
        self.uuid = uuid
        volumeName = String(decoding: bytes[64..<80].prefix { $0 != 0 }, as: UTF8.self)
        codecField = bytes.load(UInt16.self, at: 84)
        packedNode = bytes.load(UInt64.self, at: 96)
        try Self.verifyChecksum(bytes, compatible: compatible, blockBits: blockBits)
        codecs =
            IncompatibleFeatures(rawValue: incompatible).contains(.configurations)
            ? try CodecTable(
                codecField,
                decoding: bytes,
                from: Format.superblockSize + Int(extensionSlots) * 16
            ) : .onlyLZ4
        record = BuildRecord(block: bytes)
    }

    /// Kernel `erofs_superblock_csum_verify`: the checksum covers the rest of the first block.
    private static func verifyChecksum(
        _ bytes: [UInt8],
        compatible: UInt32,
        blockBits: Int
    ) throws(ReaderError) {
        guard CompatibleFeatures(rawValue: compatible).contains(.checksum) else { return }
        let block = 1 << blockBits
        // Blocks of up to 1024 bytes end before the superblock; it then has a block of its own.
        let end = block > Format.superblockOffset ? block - Format.superblockOffset : block
        guard bytes.count >= end else { throw .truncated(offset: 1024, count: end) }
        var covered = Array(bytes[..<end])
        covered.store(UInt32(0), at: 4)
        let stated = bytes.load(UInt32.self, at: 4)
        guard CRC32C.checksum(covered) == stated else { throw .badChecksum }
    }
}

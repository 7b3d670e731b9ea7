/// One stored cluster of a file: how many bytes of content it holds in how many blocks.
struct StoredExtent: Equatable {
    /// Content length (23 bits), then blocks (9 bits), or 0 for one block stored as it is.
    private let packed: UInt32

    /// Makes an extent of at most 8 MiB less one byte.
    init(length: Int, blocks: Int, plain: Bool) {
        packed = UInt32(length) << 9 | (plain ? 0 : UInt32(blocks))
    }

    var length: Int { Int(packed >> 9) }
    var blocks: Int { max(1, Int(packed & 0x1ff)) }
    var isPlain: Bool { packed & 0x1ff == 0 }
}

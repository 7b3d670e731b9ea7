/// One stored cluster of a file: how many bytes of content it holds in how many blocks.
struct StoredExtent: Equatable {
    /// Content length (22 bits), blocks (9 bits), whether it is stored as it is (1 bit).
    private let packed: UInt32

    init(length: Int, blocks: Int, plain: Bool) {
        packed = UInt32(length) << 10 | UInt32(blocks) << 1 | (plain ? 1 : 0)
    }

    var length: Int { Int(packed >> 10) }
    var blocks: Int { Int(packed >> 1 & 0x1ff) }
    var isPlain: Bool { packed & 1 == 1 }
}

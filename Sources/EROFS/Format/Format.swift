/// Constants of the on-disk format, as the kernel's documentation names them.
enum Format {
    static let magic: UInt32 = 0xE0F5_E1E2
    static let superblockOffset = 1024
    static let superblockSize = 128
    /// Where the build record starts.
    ///
    /// The 64 bytes before it, behind the superblock, are left to the codecs' configurations: those
    /// of all four codecs that there are take 48.
    static let recordOffset = 1216
    static let recordSize = 192
    /// The first byte of block 0 that may hold inodes.
    static let firstInodeOffset = 1408
    static let blockBits = 12
    static let blockSize = 4096
    static let slotSize = 32
    static let compactInodeSize = 32
    static let extendedInodeSize = 64
    static let nameLimit = 255
    static let direntSize = 12
    static let nullAddress = UInt32.max
    /// The largest physical cluster that a kernel reads.
    static let clusterLimit = 1 << 20
    /// The largest extent that a kernel inflates.
    static let extentLimit = 12 << 20
    /// The sizes that a kernel takes for an LZMA dictionary.
    static let leastDictionary = 4096
    static let dictionaryLimit = 8 << 20
    /// The sizes that a kernel takes for a Zstandard window, as powers of two.
    static let leastWindowBits = 10
    static let windowBitsLimit = 20
    /// The largest fragment that is read at once.
    static let fragmentLimit = 4 << 20
    static let attributeHeaderSize = 12
}

/// Compatible features: a reader may ignore the ones it does not know.
struct CompatibleFeatures: OptionSet {
    let rawValue: UInt32
    static let checksum = Self(rawValue: 1)
    static let modificationTimes = Self(rawValue: 2)
}

/// Incompatible features: a reader must refuse the ones it does not know.
struct IncompatibleFeatures: OptionSet {
    let rawValue: UInt32
    static let zeroPadding = Self(rawValue: 0x01)
    /// Compression configurations follow the superblock; the same bit announces big clusters.
    static let configurations = Self(rawValue: 0x02)
    static let chunkedFiles = Self(rawValue: 0x04)
    /// Extra devices; the same bit announces a second cluster head type.
    static let deviceTable = Self(rawValue: 0x08)
    static let tailPacking = Self(rawValue: 0x10)
    /// Fragments and deduplication share a bit.
    static let fragments = Self(rawValue: 0x20)
    static let attributePrefixes = Self(rawValue: 0x40)
    static let known = Self(rawValue: 0x7f)
}

/// How an inode stores its data (`i_format`, bits 1 to 3).
enum DataLayout: UInt16 {
    case flatPlain = 0
    case compressedFull = 1
    case flatInline = 2
    case compressedCompact = 3
    case chunked = 4
}

/// The kind of one logical cluster in a compressed file's index.
enum ClusterKind: UInt16 {
    case plain = 0
    case head = 1
    case continuation = 2
    case secondHead = 3
}

/// Bits of a compressed file's map header.
struct MapAdvice: OptionSet {
    let rawValue: UInt16
    static let compacted2B = Self(rawValue: 0x01)
    static let bigCluster1 = Self(rawValue: 0x02)
    static let bigCluster2 = Self(rawValue: 0x04)
    static let inlineTail = Self(rawValue: 0x08)
    static let interlaced = Self(rawValue: 0x10)
    static let fragmentTail = Self(rawValue: 0x20)
}

/// Marks the first continuation of a cluster, whose distance field holds the count of blocks.
let blockCountFlag = 1 << 11

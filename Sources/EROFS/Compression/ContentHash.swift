/// XXH64 over memory, for the identifier of an image; not meant to resist an attacker.
///
/// The algorithm is described in `xxhash_spec.md` of the xxHash project.
struct ContentHash {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    /// The hash of all bytes under a seed.
    static func xxh64(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
        var offset = 0
        var hash = seed &+ prime5
        if bytes.count >= 32 {
            var lanes: SIMD4<UInt64> = [
                seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1,
            ]
            while offset <= bytes.count - 32 {
                for lane in 0..<4 {
                    let word = unsafe word64(bytes, offset + lane * 8)
                    lanes[lane] = round(lanes[lane], word)
                }
                offset += 32
            }
            hash =
                rotate(lanes[0], 1) &+ rotate(lanes[1], 7) &+ rotate(lanes[2], 12)
                &+ rotate(lanes[3], 18)
            for lane in 0..<4 {
                hash = (hash ^ round(0, lanes[lane])) &* prime1 &+ prime4
            }
        }
        hash = hash &+ UInt64(bytes.count)
        while offset <= bytes.count - 8 {
            let word = unsafe word64(bytes, offset)
            hash = rotate(hash ^ round(0, word), 27) &* prime1 &+ prime4
            offset += 8
        }
        if offset <= bytes.count - 4 {
            let word = unsafe UInt64(
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            )
            hash = rotate(hash ^ word &* prime1, 23) &* prime2 &+ prime3
            offset += 4
        }
        while offset < bytes.count {
            hash = unsafe rotate(hash ^ UInt64(bytes[offset]) &* prime5, 11) &* prime1
            offset += 1
        }
        return avalanche(hash)
    }

    private static func word64(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        unsafe UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        )
    }

    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        rotate(lane &+ word &* prime2, 31) &* prime1
    }

    private static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
        value << count | value >> (64 - count)
    }

    private static func avalanche(_ value: UInt64) -> UInt64 {
        var hash = value
        hash = (hash ^ hash >> 33) &* prime2
        hash = (hash ^ hash >> 29) &* prime3
        return hash ^ hash >> 32
    }

    private var digests: [UInt8] = []

    /// Takes the digest of the next piece of memory in.
    mutating func add(_ digest: UInt64) {
        digests.append(contentsOf: [UInt8](repeating: 0, count: 8))
        digests.store(digest, at: digests.count - 8)
    }

    /// The digest of a piece of memory.
    static func digest(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        unsafe xxh64(bytes, seed: 0)
    }

    /// The digest of everything taken in.
    var value: (UInt64, UInt64) {
        unsafe digests.withUnsafeBytes { bytes in
            unsafe (Self.xxh64(bytes, seed: 0), Self.xxh64(bytes, seed: Self.prime5))
        }
    }
}

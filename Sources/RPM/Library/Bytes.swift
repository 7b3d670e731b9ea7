import Glibc

/// What is done with millions of short ranges of bytes, several bytes at a time.
enum Bytes {
    /// The place of a byte within a range, or nothing.
    @inline(__always)
    static func first(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        return unsafe bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress, !range.isEmpty else { return nil }
            let found = unsafe memchr(start + range.lowerBound, Int32(byte), range.count)
            return unsafe found.map { unsafe UnsafeRawPointer($0) - start }
        }
    }

    /// Whether two ranges hold the same bytes.
    @inline(__always)
    static func areEqual(
        _ left: [UInt8],
        at place: Int,
        _ right: [UInt8],
        _ range: Range<Int>
    ) -> Bool {
        precondition(place >= 0 && place + range.count <= left.count)
        precondition(range.lowerBound >= 0 && range.upperBound <= right.count)
        guard !range.isEmpty else { return true }
        return unsafe left.withUnsafeBytes { left in
            unsafe right.withUnsafeBytes { right in
                guard let left = left.baseAddress, let right = right.baseAddress else {
                    return false
                }
                return unsafe memcmp(left + place, right + range.lowerBound, range.count) == 0
            }
        }
    }

    /// A hash that is quick and good enough to spread names; nothing is proven by it.
    ///
    /// Tables in files depend on it.
    @inline(__always) static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        let prime: UInt64 = 0x9e37_79b9_7f4a_7c15
        var hash = UInt64(truncatingIfNeeded: range.count) &* prime
        unsafe bytes.withUnsafeBytes { buffer in
            var place = range.lowerBound
            while place + 8 <= range.upperBound {
                let word = unsafe buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                hash = (hash ^ UInt64(littleEndian: word)) &* prime
                hash ^= hash >> 32
                place += 8
            }
            var rest: UInt64 = 0
            while place < range.upperBound {
                rest = rest << 8 | UInt64(unsafe buffer[place])
                place += 1
            }
            hash = (hash ^ rest) &* prime
        }
        return hash ^ (hash >> 32)
    }
}

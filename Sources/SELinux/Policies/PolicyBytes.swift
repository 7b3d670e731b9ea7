/// The bytes of a binary policy, read from front to back.
///
/// Every count in them is followed by at least as many bytes as it says, or reading ends: time is bounded by their number.
struct PolicyBytes {
    private let bytes: [UInt8]
    private let end: Int
    private(set) var position: Int

    init(_ bytes: [UInt8], range: Range<Int>? = nil) {
        self.bytes = bytes
        position = range?.lowerBound ?? 0
        end = range?.upperBound ?? bytes.count
    }

    /// A number of four bytes, little-endian.
    mutating func number() throws(PolicyProblem) -> UInt32 {
        guard end - position >= 4 else { throw .truncated }
        defer { position += 4 }
        return (0..<4).reduce(0) { $0 | UInt32(bytes[position + $1]) << UInt32(8 * $1) }
    }

    /// Passes over so many numbers.
    mutating func skip(numbers: Int) throws(PolicyProblem) {
        try skip(bytes: UInt32(numbers) * 4)
    }

    /// Passes over so many bytes.
    mutating func skip(bytes count: UInt32) throws(PolicyProblem) {
        guard end - position >= Int(count) else { throw .truncated }
        position += Int(count)
    }

    /// A name of so many bytes.
    mutating func text(_ count: UInt32) throws(PolicyProblem) -> String {
        let start = position
        try skip(bytes: count)
        guard let text = String(validating: bytes[start..<position], as: UTF8.self), !text.isEmpty
        else { throw .malformed(offset: start) }
        return text
    }

    /// Does something as often as the next number says.
    mutating func each(
        _ body: (inout Self) throws(PolicyProblem) -> Void
    ) throws(PolicyProblem) {
        try times(try number(), body)
    }

    /// Does something so often.
    mutating func times(
        _ count: UInt32,
        _ body: (inout Self) throws(PolicyProblem) -> Void
    ) throws(PolicyProblem) {
        for _ in 0..<count { try body(&self) }
    }
}

/// The sets of numbers in a policy, passed over.
extension PolicyBytes {
    /// A map of bits: the size of its pieces, the highest bit, and the pieces with their first bit (libsepol `ebitmap_read`).
    mutating func skipBits() throws(PolicyProblem) {
        let start = position
        guard try number() == 64 else { throw .malformed(offset: start) }
        let highest = try number()
        let pieces = try number()
        guard highest != 0 else { return }
        guard pieces <= UInt32.max / 12 else { throw .truncated }
        try skip(bytes: pieces * 12)
    }

    /// A set of types: those in it, those out of it, flags.
    mutating func skipTypeSet() throws(PolicyProblem) {
        try skipBits()
        try skipBits()
        try skip(numbers: 1)
    }

    mutating func skipRoleSet() throws(PolicyProblem) {
        try skipBits()
        try skip(numbers: 1)
    }

    /// A level as a policy for the kernel has it: sensitivity, categories.
    mutating func skipLevel() throws(PolicyProblem) {
        try skip(numbers: 1)
        try skipBits()
    }

    mutating func skipRange() throws(PolicyProblem) {
        let start = position
        let levels = try number()
        guard levels <= 2 else { throw .malformed(offset: start) }
        try skip(numbers: Int(levels))
        try skipBits()
        if levels > 1 { try skipBits() }
    }

    /// A level as modules have it: sensitivity, ranges of categories.
    mutating func skipModuleLevel() throws(PolicyProblem) {
        try skip(numbers: 1)
        try each { bytes throws(PolicyProblem) in try bytes.skip(numbers: 2) }
    }

    mutating func skipModuleRange() throws(PolicyProblem) {
        try skipModuleLevel()
        try skipModuleLevel()
    }
}

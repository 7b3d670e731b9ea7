/// Strings, each kept once and known by a number; number 0 is the empty one.
///
/// All in three arrays of plain numbers, so that they can be written to a file and used from it as they are.
struct StringTable {
    /// The strings one after the other, each with a zero byte after it.
    private(set) var bytes: [UInt8] = [0]
    /// Where each string begins, and the end of the last one.
    private(set) var offsets: [UInt32] = [0, 1]
    /// The numbers by their strings' hashes, with open addressing; 0 is a free slot.
    private(set) var slots: [UInt32]

    var count: Int { offsets.count - 1 }

    /// Makes a table that need not grow before it has some number of strings.
    init(expecting count: Int) {
        var slots = 1 << 8
        while slots < count * 2, slots < 1 << 24 { slots *= 2 }
        self.slots = [UInt32](repeating: 0, count: slots)
    }

    /// The number of the string at a place, which is made if it is new.
    mutating func number(of source: [UInt8], _ range: Range<Int>) -> UInt32 {
        guard !range.isEmpty else { return 0 }
        var slot = Int(truncatingIfNeeded: Bytes.hash(source, range)) & (slots.count - 1)
        while case let number = slots[slot], number != 0 {
            if equals(Int(number), source, range) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = UInt32(truncatingIfNeeded: count)
        bytes += source[range]
        bytes.append(0)
        offsets.append(UInt32(truncatingIfNeeded: bytes.count))
        slots[slot] = number
        if count * 2 > slots.count { grow() }
        return number
    }

    private func equals(_ number: Int, _ source: [UInt8], _ range: Range<Int>) -> Bool {
        let start = Int(offsets[number])
        guard Int(offsets[number + 1]) - start - 1 == range.count else { return false }
        return Bytes.areEqual(bytes, at: start, source, range)
    }

    private mutating func grow() {
        var larger = [UInt32](repeating: 0, count: slots.count * 2)
        for number in 1..<count {
            let range = Int(offsets[number])..<Int(offsets[number + 1]) - 1
            var slot = Int(truncatingIfNeeded: Bytes.hash(bytes, range)) & (larger.count - 1)
            while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
            larger[slot] = UInt32(truncatingIfNeeded: number)
        }
        slots = larger
    }
}

extension Array where Element == UInt8 {
    /// Reads a little-endian integer; the caller has checked the range.
    func load<Value: FixedWidthInteger & UnsignedInteger>(
        _ type: Value.Type,
        at offset: Int
    ) -> Value {
        var value: Value = 0
        for index in 0..<(Value.bitWidth / 8) {
            value |= Value(self[offset + index]) << Value(index * 8)
        }
        return value
    }

    /// Writes a little-endian integer over the bytes at an offset.
    mutating func store<Value: FixedWidthInteger & UnsignedInteger>(_ value: Value, at offset: Int)
    {
        for index in 0..<(Value.bitWidth / 8) {
            self[offset + index] = UInt8(truncatingIfNeeded: value >> Value(index * 8))
        }
    }

    /// Writes bytes over the bytes at an offset.
    mutating func store(_ bytes: some Collection<UInt8>, at offset: Int) {
        replaceSubrange(offset..<(offset + bytes.count), with: bytes)
    }
}

extension FixedWidthInteger {
    /// The next multiple of a power of two; the caller has left room for it.
    func roundedUp(to unit: Self) -> Self { (self + unit - 1) & ~(unit - 1) }

    /// How many units of a power of two hold this many bytes.
    func divided(roundingUpBy unit: Self) -> Self { self / unit + (self % unit == 0 ? 0 : 1) }
}

/// A number of bytes, as people read it.
package struct ByteCount: CustomStringConvertible, Sendable {
    private let bytes: Int64

    /// Makes a count of bytes.
    package init(_ bytes: Int64) {
        self.bytes = bytes
    }

    /// The number in units of 1024 bytes, with one digit after the point from KiB on.
    package var description: String {
        var rest = Double(bytes)
        for unit in ["B", "KiB", "MiB", "GiB"] {
            if rest < 1024 || unit == "GiB" {
                guard unit != "B" else { return "\(bytes) B" }
                let tenths = Int64((rest * 10).rounded())
                return "\(tenths / 10).\(tenths % 10) \(unit)"
            }
            rest /= 1024
        }
        return "\(bytes) B"
    }
}

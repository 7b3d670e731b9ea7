import Crypto
import Model
import Transfer

/// A SHA-256 over named values, in which no two different lists of values look alike.
///
/// Each name and each value is preceded by its length as eight little-endian bytes.
struct FieldHash {
    private var hash = SHA256()

    /// Takes in bytes under a name.
    mutating func add(_ name: String, _ value: some Collection<UInt8>) {
        add(Array(name.utf8))
        add(Array(value))
    }

    /// Takes in a text under a name.
    mutating func add(_ name: String, _ value: String) {
        add(name, value.utf8)
    }

    /// Takes in a number under a name.
    mutating func add(_ name: String, _ value: some FixedWidthInteger) {
        add(name, "\(value)")
    }

    /// The digest of all that was taken in.
    var checksum: Checksum { Checksum(hash.finalize()) }

    private mutating func add(_ bytes: [UInt8]) {
        let length = UInt64(bytes.count)
        hash.update(data: (0..<8).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) })
        hash.update(data: bytes)
    }
}

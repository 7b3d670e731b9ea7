import EROFS

/// A file that a test puts into images and onto disks.
struct SampleFile: Sendable {
    var path: String
    var kind = FileKind.regular
    /// The content, or a symbolic link's target.
    var content: [UInt8] = []
    var permissions: UInt16 = 0o644
    var owner: UInt32 = 0
    var group: UInt32 = 0
    var modified = Timestamp(seconds: 1_700_000_000)
    var attributes: [ExtendedAttribute] = []
    var device = DeviceNumber.none
    /// The path of the file that this one is another name of.
    var linkedTo: String?

    var metadata: Metadata {
        Metadata(
            permissions: permissions,
            owner: owner,
            group: group,
            modified: modified,
            attributes: attributes
        )
    }

    static func directory(_ path: String, permissions: UInt16 = 0o755) -> Self {
        Self(path: path, kind: .directory, permissions: permissions)
    }

    static func link(_ path: String, to target: String) -> Self {
        Self(path: path, kind: .symbolicLink, content: Array(target.utf8), permissions: 0o777)
    }
}

/// Repeatable contents.
enum SampleContent {
    /// Bytes that no codec shrinks.
    static func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var state = seed
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
            withUnsafeBytes(of: (value ^ value >> 31).littleEndian) { bytes.append(contentsOf: $0) }
        }
        return Array(bytes.prefix(count))
    }

    /// Words in a random order, which shrink to about a third.
    static func text(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        let words = ["kernel ", "image ", "cluster ", "block ", "the ", "of ", "extension\n", "0x"]
        var bytes: [UInt8] = []
        for byte in noise(count / 2 + 1, seed: seed) {
            bytes.append(contentsOf: words[Int(byte & 7)].utf8)
            if byte > 240 { bytes.append(byte) }
            if bytes.count >= count { break }
        }
        return Array(bytes.prefix(count))
    }

    /// Parts that shrink and parts that do not, of odd lengths.
    static func mixed(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var seed: UInt64 = 3
        while bytes.count < count {
            bytes += text(21_001, seed: seed)
            bytes += noise(30_011, seed: seed)
            bytes += [UInt8](repeating: 0, count: 9_973)
            seed += 1
        }
        return Array(bytes.prefix(count))
    }
}

/// One packet of an OpenPGP message or certificate (RFC 9580, section 4).
struct OpenPGPPacket {
    /// The types that matter here (section 5).
    enum Tag {
        static let signature: UInt8 = 2
        static let publicKey: UInt8 = 6
        static let publicSubkey: UInt8 = 14
    }

    let tag: UInt8
    let body: ArraySlice<UInt8>

    /// Splits bytes into packets, or returns nothing when they are none; partial lengths do not occur in certificates.
    static func all(in bytes: [UInt8]) -> [OpenPGPPacket]? {
        var packets: [OpenPGPPacket] = []
        var rest = bytes[...]
        while let first = rest.popFirst() {
            guard first & 0x80 != 0 else { return nil }
            let isNewFormat = first & 0x40 != 0
            let length =
                isNewFormat ? newLength(&rest) : number(&rest, bytes: 1 << Int(first & 3))
            guard let length, length <= rest.count else { return nil }
            let tag = isNewFormat ? first & 0x3f : first >> 2 & 0xf
            packets.append(OpenPGPPacket(tag: tag, body: rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return packets
    }

    /// Reads a length of the new format (section 4.2.1), which subpackets use too.
    static func newLength(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let first = rest.popFirst() else { return nil }
        switch first {
        case 0..<192: return Int(first)
        case 192..<224:
            guard let second = rest.popFirst() else { return nil }
            return (Int(first) - 192) << 8 + Int(second) + 192
        case 255: return number(&rest, bytes: 4)
        default: return nil
        }
    }

    /// Reads a number, highest byte first; nothing when it is longer than four bytes or than what is left.
    static func number(_ rest: inout ArraySlice<UInt8>, bytes count: Int) -> Int? {
        guard count <= 4, rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
    }
}

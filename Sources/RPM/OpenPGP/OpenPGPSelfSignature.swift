/// What matters of a signature within a certificate (RFC 9580, section 5.2).
struct OpenPGPSelfSignature {
    /// What a signature says about a key (section 5.2.1).
    enum Kind {
        case certification
        case keyRevocation
        case subkeyBinding
        case subkeyRevocation
        case other
    }

    let kind: Kind
    /// Seconds since 1970.
    private(set) var created = 0
    /// Seconds after the key's creation; zero for ever.
    private(set) var lifetime = 0
    /// The signer's key id or fingerprint, where the signature names one.
    private(set) var issuers: [ArraySlice<UInt8>] = []

    /// Reads a signature packet's body, or returns nothing for old and damaged ones.
    init?(_ body: ArraySlice<UInt8>) {
        var rest = body
        guard let version = rest.popFirst(), version == 4, let type = rest.popFirst(),
            OpenPGPPacket.number(&rest, bytes: 2) != nil,
            let hashed = OpenPGPPacket.number(&rest, bytes: 2), hashed <= rest.count
        else { return nil }
        switch type {
        case 0x10...0x13, 0x1f: kind = .certification
        case 0x18: kind = .subkeyBinding
        case 0x20: kind = .keyRevocation
        case 0x28: kind = .subkeyRevocation
        default: kind = .other
        }
        readSubpackets(rest.prefix(hashed), areSigned: true)
        rest = rest.dropFirst(hashed)
        if let unhashed = OpenPGPPacket.number(&rest, bytes: 2), unhashed <= rest.count {
            readSubpackets(rest.prefix(unhashed), areSigned: false)
        }
    }

    /// Reads subpackets (section 5.2.3.7); of those that are not signed, only who signed.
    private mutating func readSubpackets(_ bytes: ArraySlice<UInt8>, areSigned: Bool) {
        var rest = bytes
        while let length = OpenPGPPacket.newLength(&rest), length > 0, length <= rest.count {
            var content = rest.prefix(length)
            rest = rest.dropFirst(length)
            let type = (content.popFirst() ?? 0) & 0x7f
            switch type {
            case 2 where areSigned: created = OpenPGPPacket.number(&content, bytes: 4) ?? 0
            case 9 where areSigned: lifetime = OpenPGPPacket.number(&content, bytes: 4) ?? 0
            case 16: issuers.append(content)
            case 33: issuers.append(content.dropFirst())
            default: continue
            }
        }
    }

    /// Whether a key signed this, going by what the signature says.
    func isBy(_ keyID: [UInt8]) -> Bool {
        issuers.contains { $0.suffix(keyID.count).elementsEqual(keyID) }
    }
}

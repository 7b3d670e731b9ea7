import CRPM
import Model

/// When the keys of a certificate may sign.
///
/// librpm's own verifier knows neither expiry nor revocation. The certificate's own signatures are not verified here: the file is
/// trusted as a whole, and what this reads can only narrow what its keys may do.
package struct KeyValidity: Hashable, Sendable {
    /// Why a key must not have signed at some time.
    package enum Objection: Hashable, Sendable {
        case revoked
        case expired
        case notYetMade

        /// What is said of such a key.
        var text: String {
            switch self {
            case .revoked: "is revoked"
            case .expired: "had expired by then"
            case .notYetMade: "was made only later"
            }
        }
    }

    private struct Period: Hashable {
        /// Seconds since 1970.
        let created: Int
        /// Seconds after that; zero for ever.
        var lifetime = 0
        /// When the lifetime was last set.
        var updated = 0
        var isRevoked = false

        func objection(at time: Int) -> Objection? {
            if isRevoked { return .revoked }
            if time < created { return .notYetMade }
            return lifetime > 0 && time - created >= lifetime ? .expired : nil
        }
    }

    private var main: Period?
    private var subkeys: [String: Period] = [:]
    /// The ids of the subkeys, in the certificate's order.
    private(set) var subkeyIDs: [String] = []

    /// Reads the certificate with a key id.
    init(_ packets: [UInt8], keyID: String) {
        let id = Hexadecimal.bytes(keyID) ?? []
        var subkey: String?
        for packet in OpenPGPPacket.all(in: packets) ?? [] {
            switch packet.tag {
            case OpenPGPPacket.Tag.publicKey: main = Self.period(packet.body)
            case OpenPGPPacket.Tag.publicSubkey:
                subkey = Self.keyID(packet.body)
                guard let subkey, subkeys[subkey] == nil else { continue }
                subkeys[subkey] = Self.period(packet.body)
                subkeyIDs.append(subkey)
            case OpenPGPPacket.Tag.signature:
                guard let signature = OpenPGPSelfSignature(packet.body), signature.isBy(id) else {
                    continue
                }
                apply(signature, subkey: subkey)
            default: continue
            }
        }
    }

    private mutating func apply(_ signature: OpenPGPSelfSignature, subkey: String?) {
        switch signature.kind {
        case .certification: Self.update(&main, by: signature)
        case .keyRevocation: main?.isRevoked = true
        case .subkeyBinding:
            if let subkey { Self.update(&subkeys[subkey], by: signature) }
        case .subkeyRevocation:
            if let subkey { subkeys[subkey]?.isRevoked = true }
        case .other: return
        }
    }

    /// The latest signature counts.
    private static func update(_ period: inout Period?, by signature: OpenPGPSelfSignature) {
        guard let updated = period?.updated, signature.created >= updated else { return }
        period?.updated = signature.created
        period?.lifetime = signature.lifetime
    }

    private static func period(_ body: ArraySlice<UInt8>) -> Period? {
        var rest = body.dropFirst()
        return OpenPGPPacket.number(&rest, bytes: 4).map { Period(created: $0) }
    }

    /// The id of a subkey, which librpm computes of main keys only: so the packet is dressed as one.
    private static func keyID(_ body: ArraySlice<UInt8>) -> String? {
        guard let length = UInt16(exactly: body.count) else { return nil }
        let packet = [0x99, UInt8(length >> 8), UInt8(length & 0xff)] + body
        var id = [UInt8](repeating: 0, count: Int(PGP_KEYID_LEN))
        guard unsafe pgpPubkeyKeyID(packet, packet.count, &id) == 0 else { return nil }
        return Hexadecimal.text(id)
    }

    /// Why a key or subkey must not have signed at a time, in seconds since 1970.
    func objection(to keyID: String, at time: Int) -> Objection? {
        main?.objection(at: time) ?? subkeys[keyID]?.objection(at: time)
    }
}

import CRPM
import Model

/// What a signature or a public key says of itself.
struct OpenPGPFacts {
    /// The signer's key id, or the key's own: 16 digits in lower-case hexadecimal.
    let keyID: String
    let userID: String?
    /// Seconds since 1970.
    let created: Int

    /// Parses the packets of a signature or a certificate, or returns nothing when they are none.
    init?(_ packets: [UInt8], type: pgpTag) {
        var facts: OpaquePointer?
        guard unsafe pgpPrtParams(packets, packets.count, type.rawValue, &facts) == 0,
            let facts = unsafe facts
        else { return nil }
        defer { unsafe pgpDigParamsFree(facts) }
        guard let id = unsafe Self.keyID(of: facts) else { return nil }
        keyID = id
        created = unsafe Int(pgpDigParamsCreationTime(facts))
        userID = unsafe pgpDigParamsUserID(facts).map { unsafe String(cString: $0) }
    }

    private static func keyID(of facts: OpaquePointer) -> String? {
        guard let bytes = unsafe pgpDigParamsSignID(facts) else { return nil }
        return unsafe Hexadecimal.text(UnsafeBufferPointer(start: bytes, count: Int(PGP_KEYID_LEN)))
    }
}

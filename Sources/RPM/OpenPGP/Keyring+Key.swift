import CRPM
import Glibc
import Model

extension Keyring.Key {
    /// Reads one certificate, or returns nothing when librpm cannot use it.
    init?(_ packets: [UInt8]) {
        guard let key = unsafe rpmPubkeyNew(packets, packets.count) else { return nil }
        defer { unsafe rpmPubkeyFree(key) }
        guard let fingerprint = Self.fingerprint(of: packets),
            let facts = OpenPGPFacts(packets, type: PGPTAG_PUBLIC_KEY)
        else { return nil }
        self.packets = packets
        self.fingerprint = fingerprint
        id = facts.keyID
        userID = facts.userID
        validity = KeyValidity(packets, keyID: facts.keyID)
        subkeys = validity.subkeyIDs
    }

    private static func fingerprint(of packets: [UInt8]) -> String? {
        var bytes: UnsafeMutablePointer<UInt8>?
        var length = 0
        let result = unsafe pgpPubkeyFingerprint(packets, packets.count, &bytes, &length)
        guard result == 0, let bytes = unsafe bytes else { return nil }
        defer { unsafe free(bytes) }
        return unsafe Hexadecimal.text(UnsafeBufferPointer(start: bytes, count: length))
    }
}

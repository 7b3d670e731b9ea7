import CRPM
import Glibc
import SystemPackage

extension Keyring {
    /// Why a detached signature proves nothing.
    enum Refusal: Hashable, Sendable {
        case malformed
        case unknownKey(String)
        case unusableKey(String, KeyValidity.Objection)
        case wrong(String)
    }

    /// Checks a detached signature in ASCII armour over a whole file, and returns why it does not hold, or nothing.
    ///
    /// Throws `Errno` or ``LibrpmError``.
    func refusal(of signature: [UInt8], over file: FileDescriptor) throws -> Refusal? {
        try Librpm.prepare()
        guard let packets = OpenPGPArmor.signature(in: signature),
            let facts = OpenPGPFacts(packets, type: PGPTAG_SIGNATURE)
        else { return .malformed }
        guard let key = key(facts.keyID) else { return .unknownKey(facts.keyID) }
        if let objection = key.validity.objection(to: facts.keyID, at: facts.created) {
            return .unusableKey(facts.keyID, objection)
        }
        guard let holds = try Self.holds(packets, over: file, key: RPMKeyring([key])) else {
            return .malformed
        }
        return holds ? nil : .wrong(facts.keyID)
    }

    /// Whether a signature holds; nothing when it cannot be parsed.
    private static func holds(
        _ packets: [UInt8],
        over file: FileDescriptor,
        key: borrowing RPMKeyring
    ) throws -> Bool? {
        var parameters: OpaquePointer?
        guard
            unsafe pgpPrtParams(packets, packets.count, PGPTAG_SIGNATURE.rawValue, &parameters)
                == 0,
            let parameters = unsafe parameters
        else { return nil }
        defer { unsafe pgpDigParamsFree(parameters) }
        let algorithm = unsafe pgpDigParamsAlgo(parameters, UInt32(PGPVAL_HASHALGO.rawValue))
        guard var digest = try FileDigest(openPGP: Int32(clamping: algorithm)) else { return nil }
        try digest.update(allOf: file)
        return unsafe digest.withContext { context in
            unsafe rpmKeyringVerifySig(key.pointer, parameters, context) == RPMRC_OK
        }
    }
}

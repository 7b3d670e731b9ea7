import CRPM

/// A transaction set of librpm, which carries the rules of verification.
///
/// It never opens a database.
@safe struct RPMTransaction: ~Copyable {
    private let pointer: OpaquePointer

    init() {
        unsafe pointer = rpmtsCreate()
        // Without a keyring of ours, librpm would load the host's.
        trust([])
    }

    deinit { unsafe rpmtsFree(pointer) }

    /// Trusts some keys with their subkeys, and no others.
    func trust(_ keys: [Keyring.Key]) {
        let keyring = RPMKeyring(keys)
        unsafe rpmtsSetKeyring(pointer, keyring.pointer)
    }

    /// Reads a package's header without verifying anything.
    func readHeader(_ stream: borrowing RPMStream) -> RPMHeader? {
        unsafe rpmtsSetVSFlags(pointer, rpmVSFlags.max)
        var header: OpaquePointer?
        let result = unsafe rpmReadPackageFile(pointer, stream.pointer, nil, &header)
        guard let header = unsafe header else { return nil }
        let owned = unsafe RPMHeader(owning: header)
        guard result == RPMRC_OK else { return nil }
        return owned
    }

    /// Verifies all digests, and all signatures when the level includes them.
    func verify(_ stream: borrowing RPMStream, name: String, level: Int32) -> Bool {
        unsafe rpmtsSetVfyLevel(pointer, level)
        // RPMVSF_MASK_NOSIGNATURES, which Swift does not import.
        let signatures: rpmVSFlags = 1 << 10 | 1 << 11 | 1 << 18 | 1 << 19
        let checksSignatures = level & Int32(RPMSIG_SIGNATURE_TYPE) != 0
        unsafe rpmtsSetVfyFlags(pointer, checksSignatures ? 0 : signatures)
        var arguments = unsafe rpmQVKArguments_s()
        return unsafe rpmVerifySignatures(&arguments, pointer, stream.pointer, name) == 0
    }
}

/// Who vouches for a package.
package enum PackageSignature: Hashable, Sendable {
    /// A key of the keyring signed it, and the signature holds.
    case signed(keyID: String, fingerprint: String)
    /// It is signed by a key that the keyring lacks; only where signatures are optional.
    case unknownKey(keyID: String)
    /// It is not signed; only where signatures are optional.
    case unsigned
}

/// What signature a package must have.
///
/// Its digests must hold in any case.
package enum SignaturePolicy: Hashable, Sendable {
    /// A key of the keyring must have signed it.
    case required
    /// It may be unsigned, or signed by an unknown key; a signature by a known key must hold.
    case optional
}

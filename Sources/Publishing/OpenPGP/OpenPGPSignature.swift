import Model

/// A signature that `gpgv` found good, and that is one of those that are believed.
package struct OpenPGPSignature: Equatable, Sendable {
    /// The key that made it: the primary key or a subkey.
    package var key: OpenPGPFingerprint
    package var primary: OpenPGPFingerprint
    /// When it was made: seconds since 1970-01-01 UTC.
    package var created: Int64

    /// What `gpgv` prints of a good signature before and after the fact.
    private static let refusing: Set<Substring> = [
        "BADSIG", "ERRSIG", "EXPSIG", "EXPKEYSIG", "REVKEYSIG", "NODATA", "KEYREVOKED",
        "KEYEXPIRED",
        "SIGEXPIRED", "UNEXPECTED", "BADARMOR", "NO_PUBKEY", "FAILURE", "ERROR",
    ]
    private static let prefix = "[GNUPG:] "
    /// SHA-256, SHA-384 and SHA-512.
    private static let digests = 8...10
    /// How far the clocks of two machines may differ, in seconds.
    private static let tolerance: Int64 = 86_400

    /// Judges by the status lines of `gpgv` (GnuPG's `doc/DETAILS`), because its exit code accepts revoked and expired keys.
    ///
    /// Throws: `SignatureRefusal`.
    package init(
        status: String,
        pinned: Set<OpenPGPFingerprint>,
        now: Int64
    ) throws(SignatureRefusal) {
        let lines = status.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(Self.prefix) }
            .map { $0.dropFirst(Self.prefix.count).split(separator: " ") }
        let keywords = lines.compactMap(\.first)
        if let bad = keywords.first(where: Self.refusing.contains) { throw .status(String(bad)) }
        let count = keywords.count { $0 == "NEWSIG" }
        guard count == 1 else { throw .count(count) }
        let valid = lines.filter { $0.first == "VALIDSIG" }
        guard keywords.count(where: { $0 == "GOODSIG" }) == 1, valid.count == 1,
            valid[0].count >= 11, let created = Int64(valid[0][3]), let digest = Int(valid[0][8]),
            let key = OpenPGPFingerprint(String(valid[0][1])),
            let primary = OpenPGPFingerprint(String(valid[0][10]))
        else { throw .unreadable }
        guard pinned.contains(primary) else { throw .otherKey(primary.text) }
        guard Self.digests.contains(digest) else { throw .digest(digest) }
        guard ["00", "01"].contains(valid[0][9]) else { throw .kind(String(valid[0][9])) }
        guard created <= now + Self.tolerance else { throw .future(created) }
        self.key = key
        self.primary = primary
        self.created = created
    }
}

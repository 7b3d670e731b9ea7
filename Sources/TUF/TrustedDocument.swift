/// A document that the holder of one pinned key signed, and that is fresh enough to act on.
///
/// The only way to make one is to check one, so whoever takes this type needs no check of its own.
package struct TrustedDocument: Equatable, Sendable {
    /// How old a document may be.
    package enum Freshness: Equatable, Sendable {
        /// Not expired at this time (seconds since 1970-01-01 UTC), and not older than the version seen last.
        case current(at: Int64, lastSeen: Int64?)
        /// Any age: for an owner who reads a document of their own, to write its successor.
        case anyAge
    }

    /// Counts publications.
    package let version: Int64
    /// When it stops being valid: seconds since 1970-01-01 UTC.
    package let expires: Int64
    /// What was signed.
    package let content: JSONValue

    /// Checks a signed document: its form, its signature, then its age.
    ///
    /// Throws: `TrustError` with the first thing that is wrong.
    package init(
        verifying bytes: [UInt8],
        signedBy key: PublicKey,
        freshness: Freshness,
        limits: JSONLimits = JSONLimits()
    ) throws(TrustError) {
        let envelope = try Envelope(parsing: bytes, limits: limits)
        content = try envelope.verified(by: key)
        guard let version = content["version"]?.integer, version > 0 else {
            throw .noFreshness("version")
        }
        guard let expires = content["expires"]?.integer, expires > 0 else {
            throw .noFreshness("expires")
        }
        self.version = version
        self.expires = expires
        try check(freshness)
    }

    /// What was signed, as JSON text for a decoder.
    package var json: [UInt8] { Array(content.text().utf8) }

    private func check(_ freshness: Freshness) throws(TrustError) {
        guard case .current(let now, let lastSeen) = freshness else { return }
        if let lastSeen, version < lastSeen {
            throw .rolledBack(offered: version, seen: lastSeen)
        }
        guard now < expires else { throw .expired(at: expires, now: now) }
    }
}

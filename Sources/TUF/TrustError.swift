/// Why a signed document is not trusted.
package enum TrustError: Error, Equatable {
    case notJSON(JSONError)
    case notAnEnvelope(String)
    /// A role's document that is not as the specification wants it.
    case badDocument(String)
    /// Too few of the keys that are trusted for a role signed its document.
    case tooFewSignatures(role: String, found: Int, threshold: Int)
    case noSignature
    /// Others signed it, the trusted key did not.
    case otherKey(expected: PublicKey)
    /// It says that the trusted key signed it, but the signature does not fit: it was changed.
    case badSignature(PublicKey)
    /// `version` or `expires` is missing or no number.
    case noFreshness(String)
    /// It stopped being valid, in seconds since 1970-01-01 UTC.
    case expired(at: Int64, now: Int64)
    /// It is older than one that was seen before.
    case rolledBack(offered: Int64, seen: Int64)
}

extension TrustError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notJSON(let error): "it is not valid JSON: \(error)"
        case .notAnEnvelope(let reason): "it is not signed metadata: \(reason)"
        case .badDocument(let reason): "it is not valid metadata: \(reason)"
        case .tooFewSignatures(let role, let found, let threshold):
            "\(found) of the keys that are trusted for '\(role)' signed it, and \(threshold) must"
        case .noSignature: "nobody has signed it"
        case .otherKey(let expected): "the key '\(expected)' has not signed it"
        case .badSignature(let key):
            "the signature of '\(key)' does not fit: it was changed after signing"
        case .noFreshness(let field): "its '\(field)' is missing or not a whole number"
        case .expired(let instant, let now):
            "it expired \(Self.age(now - instant)) ago"
        case .rolledBack(let offered, let seen):
            "it is version \(offered), and version \(seen) was seen before"
        }
    }

    private static func age(_ seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\(seconds / 60) minutes"
        case ..<172_800: "\(seconds / 3600) hours"
        default: "\(seconds / 86_400) days"
        }
    }
}

/// Why a signed document is not trusted.
package enum TrustError: Error, Equatable {
    case notJSON(JSONError)
    case notAnEnvelope(String)
    /// A role's document that is not as the specification wants it.
    case badDocument(String)
    /// Too few of the keys that are trusted for a role signed its document.
    case tooFewSignatures(role: String, found: Int, threshold: Int)
    case noSignature
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
        }
    }
}

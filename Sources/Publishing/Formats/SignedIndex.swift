package import Model
package import TUF

/// The file `metadata/index.json`: the index, signed.
package enum SignedIndex {
    package static let folder = "metadata"
    package static let name = "index.json"

    /// The file's text.
    ///
    /// Throws: `IndexError`, `JSONError`, `KeyError`.
    package static func text(_ index: RepositoryIndex, key: SigningKey) throws -> String {
        let value = try JSONValue(parsing: try index.json())
        return try Envelope(signing: value, with: key).text
    }

    /// Reads an index that this key signed, however old it is.
    ///
    /// Throws: `TrustError`, `IndexError`.
    package static func read(_ bytes: [UInt8], key: PublicKey) throws -> RepositoryIndex {
        let document = try TrustedDocument(
            verifying: bytes,
            signedBy: key,
            freshness: .anyAge
        )
        return try RepositoryIndex(json: document.json)
    }
}

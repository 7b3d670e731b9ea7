import Crypto
import FoundationEssentials

/// An ed25519 public key.
///
/// For people it is one line, `ed25519:` and the key's 32 bytes in Base64; in metadata it is TUF's key object.
package struct PublicKey: Hashable, Sendable {
    private static let prefix = "ed25519:"

    /// The key's 32 bytes (RFC 8032).
    package let bytes: [UInt8]

    /// Takes the key's 32 bytes, or nothing when they are not a key.
    package init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil else {
            return nil  // The reason has no more to say than that it is no key.
        }
        self.bytes = bytes
    }

    /// Reads TUF's key object (TUF section 4.3), or nothing when it is another kind of key or none.
    package init?(object: JSONValue) {
        guard object["keytype"]?.string == "ed25519", object["scheme"]?.string == "ed25519",
            let text = object["keyval"]?["public"]?.string, let bytes = Hex.bytes(text)
        else { return nil }
        self.init(bytes: bytes)
    }

    init(_ key: Curve25519.Signing.PublicKey) { bytes = Array(key.rawRepresentation) }

    /// Reads the one-line form, or nothing when it is not one.
    package init?(_ text: some StringProtocol) {
        guard text.hasPrefix(Self.prefix),
            let bytes = Data(base64Encoded: String(text.dropFirst(Self.prefix.count)))
        else { return nil }
        self.init(bytes: bytes)
    }

    /// The one-line form.
    package var text: String { Self.prefix + Data(bytes).base64EncodedString() }

    /// TUF's key object (TUF section 4.3).
    package var object: JSONValue {
        ["keytype": "ed25519", "scheme": "ed25519", "keyval": ["public": .string(Hex.text(bytes))]]
    }

    /// The key's identifier in metadata: SHA-256 of the canonical form of its object, in hexadecimal (TUF section 4.3).
    package var identifier: String { Hex.text(SHA256.hash(data: object.canonicalForm)) }

    /// Whether this key's owner made that signature over those bytes.
    package func verifies(signature: [UInt8], over bytes: [UInt8]) -> Bool {
        // The initializer has tried the same bytes, so this cannot fail.
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: self.bytes) else {
            return false
        }
        return key.isValidSignature(signature, for: bytes)
    }
}

extension PublicKey: CustomStringConvertible {
    package var description: String { text }
}

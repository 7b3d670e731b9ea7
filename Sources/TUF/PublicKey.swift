import Crypto
import CryptoExtras
import FoundationEssentials

/// A public key of one of the kinds that TUF names (TUF section 4.2): ed25519, ECDSA over P-256 with SHA-256, or RSA-PSS with SHA-256.
///
/// For people an ed25519 key is one line, `ed25519:` and its 32 bytes in Base64; in metadata every key is TUF's key object.
package struct PublicKey: Hashable, Sendable {
    private static let prefix = "ed25519:"
    /// Shorter RSA keys can be broken.
    private static let smallestRSA = 2048

    private enum Material: Hashable {
        /// 32 bytes (RFC 8032).
        case ed25519([UInt8])
        /// The point, in the form of ANSI X9.63.
        case ecdsa([UInt8])
        /// SubjectPublicKeyInfo in DER.
        case rsa([UInt8])
    }

    private let material: Material
    /// TUF's key object (TUF section 4.3).
    package let object: JSONValue

    /// Two keys are one key when they verify the same signatures, however their objects are written.
    package static func == (left: Self, right: Self) -> Bool { left.material == right.material }

    package func hash(into hasher: inout Hasher) { hasher.combine(material) }

    /// Takes the 32 bytes of an ed25519 key (RFC 8032), or nothing when they are not a key.
    package init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil else {
            return nil  // The reason has no more to say than that it is no key.
        }
        material = .ed25519(bytes)
        object = [
            "keytype": "ed25519", "scheme": "ed25519",
            "keyval": ["public": .string(Hex.text(bytes))],
        ]
    }

    /// Reads TUF's key object (TUF section 4.3), or nothing when it is another kind of key or none.
    package init?(object: JSONValue) {
        guard let type = object["keytype"]?.string, let scheme = object["scheme"]?.string,
            let text = object["keyval"]?["public"]?.string,
            let material = Self.material(type, scheme, text)
        else { return nil }
        self.material = material
        self.object = object
    }

    private static func material(_ type: String, _ scheme: String, _ text: String) -> Material? {
        switch (type, scheme) {
        case ("ed25519", "ed25519"):
            guard let bytes = Hex.bytes(text),
                (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil
            else { return nil }
            return .ed25519(bytes)
        case ("ecdsa", "ecdsa-sha2-nistp256"), ("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256"):
            let key = try? P256.Signing.PublicKey(pemRepresentation: text)
            return key.map { .ecdsa(Array($0.x963Representation)) }
        case ("rsa", "rsassa-pss-sha256"):
            guard let key = try? _RSA.Signing.PublicKey(pemRepresentation: text),
                key.keySizeInBits >= smallestRSA
            else { return nil }
            return .rsa(Array(key.derRepresentation))
        default: return nil
        }
    }

    init(_ key: Curve25519.Signing.PublicKey) {
        let bytes = Array(key.rawRepresentation)
        material = .ed25519(bytes)
        object = [
            "keytype": "ed25519", "scheme": "ed25519",
            "keyval": ["public": .string(Hex.text(bytes))],
        ]
    }

    /// Reads the one-line form, or nothing when it is not one.
    package init?(_ text: some StringProtocol) {
        guard text.hasPrefix(Self.prefix),
            let bytes = Data(base64Encoded: String(text.dropFirst(Self.prefix.count)))
        else { return nil }
        self.init(bytes: bytes)
    }

    /// The one-line form; of other keys than ed25519 it is their kind and identifier.
    package var text: String {
        switch material {
        case .ed25519(let bytes): Self.prefix + Data(bytes).base64EncodedString()
        case .ecdsa: "ecdsa-sha2-nistp256:\(identifier)"
        case .rsa: "rsassa-pss-sha256:\(identifier)"
        }
    }

    /// The key's identifier in metadata: SHA-256 of the canonical form of its object, in hexadecimal (TUF section 4.3).
    package var identifier: String { Hex.text(SHA256.hash(data: object.canonicalForm)) }

    /// Whether this key's owner made that signature over those bytes.
    package func verifies(signature: [UInt8], over bytes: [UInt8]) -> Bool {
        // The initializers have tried the same bytes: a key that cannot be read here verifies nothing.
        switch material {
        case .ed25519(let raw):
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw)
            return key?.isValidSignature(signature, for: bytes) ?? false
        case .ecdsa(let point):
            guard let key = try? P256.Signing.PublicKey(x963Representation: point),
                let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: bytes)
        case .rsa(let der):
            let key = try? _RSA.Signing.PublicKey(derRepresentation: der)
            return key?.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature),
                for: bytes
            ) ?? false
        }
    }
}

extension PublicKey: CustomStringConvertible {
    package var description: String { text }
}

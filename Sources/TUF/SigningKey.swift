import Crypto
import FoundationEssentials

/// An ed25519 private key, and its file form: PKCS#8 in PEM (RFC 8410), as `openssl pkey` reads and writes it.
package struct SigningKey: Sendable {
    private static let begin = "-----BEGIN PRIVATE KEY-----"
    private static let end = "-----END PRIVATE KEY-----"
    /// The DER of PKCS#8 around a seed: version 0, algorithm 1.3.101.112, an octet string in an octet string.
    private static let header: [UInt8] = [
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ]

    private let key: Curve25519.Signing.PrivateKey

    /// Makes a new key from the system's randomness.
    package init() { key = Curve25519.Signing.PrivateKey() }

    /// Takes a key's 32-byte seed (RFC 8032).
    package init(seed: [UInt8]) throws(KeyError) {
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        } catch {
            throw .notEd25519
        }
    }

    /// Reads the text of a key file.
    ///
    /// Throws: `KeyError` when it is not PEM, encrypted, or another kind of key.
    package init(pem: String) throws(KeyError) {
        let lines = pem.split(whereSeparator: \.isNewline).map { $0.trimmed }
        if lines.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") { throw .encrypted }
        guard let first = lines.firstIndex(of: Self.begin),
            let last = lines.firstIndex(of: Self.end),
            first < last, let der = Data(base64Encoded: lines[(first + 1)..<last].joined())
        else { throw .notPEM }
        guard der.count == Self.header.count + 32, der.starts(with: Self.header) else {
            throw .notEd25519
        }
        try self.init(seed: Array(der.dropFirst(Self.header.count)))
    }

    /// The text of the key's file.
    package var pem: String {
        let der = Data(Self.header + key.rawRepresentation)
        return "\(Self.begin)\n\(der.base64EncodedString())\n\(Self.end)\n"
    }

    /// The key that others check signatures with.
    package var publicKey: PublicKey { PublicKey(key.publicKey) }

    /// Signs bytes.
    package func signature(over bytes: [UInt8]) throws(KeyError) -> [UInt8] {
        do {
            return Array(try key.signature(for: bytes))
        } catch {
            throw .cannotSign("\(error)")
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}

/// Why a text is not a usable private key, or why it did not sign.
package enum KeyError: Error, Equatable {
    case notPEM
    case encrypted
    case notEd25519
    case cannotSign(String)
}

extension KeyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notPEM: "it is not a private key in PEM form"
        case .encrypted: "the key is encrypted with a passphrase"
        case .notEd25519: "it is not an ed25519 key"
        case .cannotSign(let reason): "the key did not sign: \(reason)"
        }
    }
}

package import Model

/// Why something was not signed, or a signature is not believed.
package enum OpenPGPError: Diagnosable, Equatable {
    /// `gpg` or `gpgv` is not installed.
    case noProgram(String)
    /// The text is no fingerprint of 40 hexadecimal digits.
    case badFingerprint(String)
    case noSecretKey(String)
    case revokedKey(String)
    case expiredKey(String)
    /// An RSA key of fewer than 2048 bits.
    case weakKey(String, bits: Int)
    /// The key is locked, and nobody is there to unlock it.
    case lockedKey(String)
    case timedOut(program: String)
    /// It ended without saying what it was asked for; the words are its last.
    case failed(program: String, words: String)
    case refused(SignatureRefusal)

    package var description: String {
        switch self {
        case .noProgram(let name): "'\(name)' is not installed"
        case .badFingerprint(let text): "'\(text)' is no OpenPGP fingerprint"
        case .noSecretKey(let key): "there is no secret OpenPGP key '\(key)' to sign with"
        case .revokedKey(let key): "the OpenPGP key '\(key)' is revoked"
        case .expiredKey(let key): "the OpenPGP key '\(key)' has expired"
        case .weakKey(let key, let bits): "the OpenPGP key '\(key)' has only \(bits) bits"
        case .lockedKey(let key): "the OpenPGP key '\(key)' needs its passphrase"
        case .timedOut(let program): "'\(program)' did not answer in time"
        case .failed(let program, let words): "'\(program)' failed: \(words)"
        case .refused(let refusal): "the OpenPGP signature is not good: \(refusal)"
        }
    }

    package var hint: String? {
        switch self {
        case .noProgram: "install GnuPG"
        case .badFingerprint: "give all 40 digits, as 'gpg --list-secret-keys' prints them"
        case .noSecretKey:
            "'gpg --list-secret-keys' lists those that there are; GNUPGHOME says where"
        case .revokedKey, .expiredKey, .weakKey:
            "sign with another key, and let hosts know it beforehand"
        case .lockedKey: "unlock it with gpg-preset-passphrase, or sign something with gpg first"
        case .timedOut, .failed, .refused: nil
        }
    }

    package var kind: FailureKind {
        switch self {
        case .badFingerprint: .usage
        case .refused: .verification
        default: .failed
        }
    }
}

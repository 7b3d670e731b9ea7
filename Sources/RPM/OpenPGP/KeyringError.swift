import Model
package import SystemPackage

/// What is wrong with a file of keys.
package enum KeyringError: Diagnosable {
    /// The file cannot be read.
    case unreadable(FilePath, cause: any Error)
    /// The file holds no public key.
    case empty(name: String)
    /// The file holds something that librpm cannot use as a public key.
    case malformed(name: String)

    package var description: String {
        switch self {
        case .unreadable(let path, _): "cannot read the key file '\(path)'"
        case .empty(let name): "the key file '\(name)' holds no public key"
        case .malformed(let name): "the key file '\(name)' is damaged"
        }
    }

    package var cause: (any Error)? {
        guard case .unreadable(_, let cause) = self else { return nil }
        return cause
    }

    package var hint: String? {
        switch self {
        case .unreadable: nil
        case .empty, .malformed: "export the key with 'gpg --armor --export KEY'"
        }
    }
}

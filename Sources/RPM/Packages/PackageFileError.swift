package import Model
package import SystemPackage

/// Why a package file is refused or cannot be read.
package enum PackageFileError: Diagnosable {
    /// The file cannot be read.
    case unreadable(FilePath, cause: any Error)
    /// The file is no RPM package, or its header is damaged.
    case malformed(FilePath, details: [String])
    /// The file is not as long as the repository says.
    case wrongSize(FilePath, expected: UInt64, actual: UInt64)
    /// The file does not hash to what the repository says.
    case wrongChecksum(FilePath, expected: FileChecksum, actual: FileChecksum)
    /// A signature is required and there is none.
    case unsigned(FilePath)
    /// The package is signed by a key that the keyring lacks.
    case unknownKey(FilePath, keyID: String)
    /// The package is signed by a key that must not have signed it.
    case unusableKey(FilePath, keyID: String, KeyValidity.Objection)
    /// A signature or digest does not hold.
    case damaged(FilePath, details: [String])
    /// The header says something that no package may say.
    case badHeader(FilePath, detail: String)
    /// The payload is packed in a way that librpm does not know here.
    case unsupportedPayload(FilePath, format: String)
    /// The payload ends early, or is otherwise no archive of the header's files.
    case badPayload(FilePath, detail: String)
    /// A file's content does not hash to what the header says.
    case badContent(FilePath, file: String)
    /// The file was exchanged or changed after it was verified.
    case changed(FilePath)

    package var description: String {
        switch self {
        case .unreadable(let path, _): "cannot read '\(path)'"
        case .malformed(let path, let details):
            (["'\(path)' is no RPM package"] + details).joined(separator: ": ")
        case .wrongSize(let path, let expected, let actual):
            "'\(path)' has \(actual) bytes instead of \(expected)"
        case .wrongChecksum(let path, let expected, let actual):
            "'\(path)' has the checksum \(actual) instead of \(expected)"
        case .unsigned(let path): "'\(path)' is not signed"
        case .unknownKey(let path, let keyID):
            "'\(path)' is signed by the key \(keyID), which is not trusted for it"
        case .unusableKey(let path, let keyID, let objection):
            "'\(path)' is signed by the key \(keyID), which \(objection.text)"
        case .damaged(let path, let details):
            "'\(path)' fails verification: \(details.joined(separator: "; "))"
        case .badHeader(let path, let detail): "'\(path)' has a bad header: \(detail)"
        case .unsupportedPayload(let path, let format):
            "the payload of '\(path)' is packed as '\(format)', which librpm cannot read here"
        case .badPayload(let path, let detail): "the payload of '\(path)' is damaged: \(detail)"
        case .badContent(let path, let file):
            "'\(file)' in '\(path)' is not what the package's header says"
        case .changed(let path): "'\(path)' was changed after it was verified"
        }
    }

    package var cause: (any Error)? {
        guard case .unreadable(_, let cause) = self else { return nil }
        return cause
    }

    package var hint: String? {
        switch self {
        case .unsigned:
            "use a repository whose packages are signed, or allow unsigned packages in the recipe"
        case .unknownKey(_, let keyID):
            "if the key is the publisher's, add the file that holds \(keyID) to the repository's keys"
        case .wrongSize, .wrongChecksum, .damaged, .badContent, .badPayload, .changed:
            "remove the file, so that it is fetched again"
        default: nil
        }
    }

    package var kind: FailureKind {
        switch self {
        case .unreadable, .malformed, .unsupportedPayload, .badHeader: .failed
        default: .verification
        }
    }
}

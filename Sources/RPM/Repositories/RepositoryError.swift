package import Model

/// What is wrong with a repository's metadata.
package enum RepositoryError: Diagnosable {
    /// The caller could not get a file.
    case unavailable(MetadataFile, cause: any Error)
    /// A file that the caller got cannot be read.
    case unreadable(MetadataFile, cause: any Error)
    /// A file is not as long as `repomd.xml` says.
    case wrongSize(MetadataFile, actual: UInt64)
    /// A file does not hash to what `repomd.xml` says.
    case wrongChecksum(MetadataFile, actual: FileChecksum)
    /// The signature of `repomd.xml` does not hold.
    case badSignature(repository: String, detail: String)
    /// A file is not what it should be.
    case malformed(MetadataFile, detail: String)
    /// A file is compressed in a way that the libraries here do not know.
    case unsupportedCompression(MetadataFile)
    /// `repomd.xml` does not name a file that is needed.
    case missing(repository: String, kind: String)
    /// `repomd.xml` names two files of one kind.
    case duplicate(repository: String, kind: String)
    /// `repomd.xml` proves a file by nothing, or by an algorithm that is broken.
    case weakChecksum(repository: String, kind: String, algorithm: String?)
    /// `repomd.xml` places a file outside of the repository.
    case escapes(repository: String, path: String)

    package var description: String {
        switch self {
        case .unavailable(let file, _): "cannot get \(file)"
        case .unreadable(let file, _): "cannot read \(file)"
        case .wrongSize(let file, let actual):
            "\(file) has \(actual) bytes instead of \(file.size.map(String.init) ?? "?")"
        case .wrongChecksum(let file, let actual):
            "\(file) has the checksum \(actual) instead of \(file.checksum.map(\.description) ?? "?")"
        case .badSignature(let repository, let detail):
            "the metadata of repository '\(repository)' is not signed as it must be: \(detail)"
        case .malformed(let file, let detail): "\(file) is malformed: \(detail)"
        case .unsupportedCompression(let file): "\(file) is compressed in an unknown way"
        case .missing(let repository, let kind):
            "repository '\(repository)' has no '\(kind)' metadata"
        case .duplicate(let repository, let kind):
            "repository '\(repository)' has '\(kind)' metadata twice"
        case .weakChecksum(let repository, let kind, let algorithm?):
            "repository '\(repository)' proves its '\(kind)' metadata only by \(algorithm)"
        case .weakChecksum(let repository, let kind, nil):
            "repository '\(repository)' does not prove its '\(kind)' metadata by a checksum"
        case .escapes(let repository, let path):
            "repository '\(repository)' names '\(path)', which lies outside of it"
        }
    }

    package var cause: (any Error)? {
        switch self {
        case .unavailable(_, let cause), .unreadable(_, let cause): cause
        default: nil
        }
    }

    package var hint: String? {
        switch self {
        case .wrongSize, .wrongChecksum:
            "the mirror may be in the middle of an update: try again, or use another one"
        case .malformed(let file, _) where file.path == MetadataFile.indexPath:
            "check that the repository's address is the folder that holds 'repodata'"
        case .weakChecksum: "make the metadata anew with 'createrepo_c --checksum sha256'"
        default: nil
        }
    }

    package var kind: FailureKind {
        switch self {
        case .wrongSize, .wrongChecksum, .weakChecksum, .escapes, .badSignature: .verification
        case .unavailable(_, let cause), .unreadable(_, let cause):
            (cause as? any Diagnosable)?.kind ?? .failed
        default: .failed
        }
    }
}

extension MetadataFile: CustomStringConvertible {
    package var description: String { "'\(path)' of repository '\(repository)'" }
}

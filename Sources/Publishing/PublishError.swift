package import Model
package import TUF

/// A publication that did not happen; the repository is as it was.
package enum PublishError: Diagnosable {
    case noKey
    case refused(image: String, ImageRefusal)
    /// Other bytes are published under this name already.
    case otherBytes(image: String)
    case missingImage(String, repository: String)
    case nothing(folder: String)
    case busy(repository: String)
    case untrustedIndex(repository: String, cause: TrustError)
    case unreadableIndex(repository: String, IndexError)
    case badLifetime(Int)
    case badURL(String)

    package var description: String {
        switch self {
        case .noKey: "a repository is signed, and no key was given"
        case .refused(let image, let refusal): "'\(image)' cannot be published: \(refusal)"
        case .otherBytes(let image):
            "'\(image)' is published already, with other bytes"
        case .missingImage(let image, let repository):
            "'\(repository)' lists '\(image)', but the file is missing or has another size"
        case .nothing(let folder): "there is no image in '\(folder)'"
        case .busy(let repository): "another publication to '\(repository)' is under way"
        case .untrustedIndex(let repository, _): "the index of '\(repository)' is not this key's"
        case .unreadableIndex(let repository, _): "the index of '\(repository)' cannot be read"
        case .badLifetime(let days): "an index cannot be valid for \(days) days"
        case .badURL(let text): "'\(text)' is no address that systemd-sysupdate could fetch from"
        }
    }

    package var cause: (any Error)? {
        switch self {
        case .untrustedIndex(_, let cause): cause
        case .unreadableIndex(_, let cause): cause
        default: nil
        }
    }

    package var hint: String? {
        switch self {
        case .noKey: "make one with 'veneer key generate FILE' and give it with --key FILE"
        case .refused: "build it again; nothing was published"
        case .otherBytes:
            "published bytes never change: raise `revision:` in the recipe and build again"
        case .missingImage: "put the file back, or publish it again from where it was built"
        case .nothing: "build images into it with 'veneer build RECIPE --base DIR --output DIR'"
        case .busy: "wait until it is done"
        case .untrustedIndex: "use the key that the repository was published with"
        case .unreadableIndex: nil
        case .badLifetime: "give --expires a number from 1 to 3650"
        case .badURL: "give --url the http: or https: address that the repository is served at"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .noKey, .badLifetime, .badURL: .usage
        case .refused, .untrustedIndex: .verification
        default: .failed
        }
    }
}

package import Model

/// Why a repository that is named cannot be used as it is named.
package enum RepositorySetupError: Diagnosable {
    /// A document or key that has to be trusted would come over a connection that proves nothing.
    case insecure(String, repository: String)
    case noKey(String, repository: String)
    /// There are no keys, and nothing says that none are needed.
    case noKeys(repository: String)
    case unknownVariables([String], text: String, repository: String)
    case noAddress(repository: String)
    case noMirrors(String, repository: String)
    case emptyFile(String)
    case noMatch(pattern: String, repositories: [String])
    /// No mirror has what is needed; the cause is what the last one said.
    case unavailable(String, repository: String, cause: any Error)
    /// A mirror has another `repomd.xml` than the metalink says.
    case wrongIndex(mirror: String, repository: String)
    case unreadable(String, cause: any Error)

    package var description: String {
        switch self {
        case .insecure(let text, let repository):
            "'\(text)' of the repository '\(repository)' is not reached over https"
        case .noKey(let key, let repository):
            "the key '\(key)' of the repository '\(repository)' is not there"
        case .noKeys(let repository):
            "nothing says who signs the packages of the repository '\(repository)'"
        case .unknownVariables(let names, let text, let repository):
            "'\(text)' of the repository '\(repository)' has variables that have no value here: "
                + names.map { "'$\($0)'" }.joined(separator: ", ")
        case .noAddress(let repository):
            "the repository '\(repository)' names no baseurl, metalink or mirrorlist"
        case .noMirrors(let list, let repository):
            "the list of mirrors '\(list)' of the repository '\(repository)' names none"
        case .emptyFile(let file): "the file '\(file)' defines no repository that is enabled"
        case .noMatch(let pattern, _): "no repository is called '\(pattern)'"
        case .unavailable(let file, let repository, _):
            "no mirror of the repository '\(repository)' gives '\(file)'"
        case .wrongIndex(let mirror, let repository):
            "'\(mirror)' has another 'repomd.xml' than the metalink of '\(repository)' allows"
        case .unreadable(let file, _): "cannot read the repositories of '\(file)'"
        }
    }

    package var cause: (any Error)? {
        switch self {
        case .unavailable(_, _, let cause), .unreadable(_, let cause): cause
        default: nil
        }
    }

    package var hint: String? {
        switch self {
        case .insecure: "keys and .repo files are taken from https, or from files beside the recipe"
        case .noKey:
            "name the repository in the recipe or catalogue.yaml, with a key file of your own"
        case .noKeys: "add 'keys', or 'signed: false' if nobody signs them"
        case .unknownVariables:
            "known are $releasever, $basearch, $arch and what the base has in etc/dnf/vars"
        case .noAddress, .noMirrors: nil
        case .emptyFile: "name what it should use in 'enable-repositories'"
        case .noMatch(_, let repositories):
            "there are \(repositories.sorted().prefix(12).joined(separator: ", "))"
        case .unavailable, .unreadable: nil
        case .wrongIndex: "the mirror may be in the middle of an update: try again later"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .insecure, .noKeys, .wrongIndex: .verification
        case .noMatch: .usage
        default: (cause as? any Diagnosable)?.kind ?? .failed
        }
    }
}

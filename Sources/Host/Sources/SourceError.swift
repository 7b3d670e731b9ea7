package import Model
import TUF

/// What is wrong with a host's sources or with what they serve.
package enum SourceError: Diagnosable {
    case unknown(String, known: [String])
    case exists(SourceName, url: String)
    case badName(path: String)
    case badRoot(String)
    /// The repository's root of the pinned version is another one.
    case otherRoot(SourceName, url: String, version: Int)
    case none
    case unavailable(SourceName, url: String, cause: any Error)
    case untrusted(SourceName, url: String, cause: any Error)
    case unwanted(names: [String], similar: [String])

    package var description: String {
        switch self {
        case .unknown(let name, _): "there is no source '\(name)'"
        case .exists(let name, let url): "there is a source '\(name)' already, for '\(url)'"
        case .badName(let path): "'\(path)' has no good name"
        case .badRoot(let text): "'\(text)' is no root that a source could be trusted by"
        case .otherRoot(let name, let url, let version):
            "source '\(name)' ('\(url)') has another root \(version) than the one that is pinned"
        case .none: "this host has no source"
        case .unavailable(let name, let url, _): "source '\(name)' ('\(url)') gave no index"
        case .untrusted(let name, let url, _): "source '\(name)' ('\(url)') is not to be trusted"
        case .unwanted(let names, _):
            names.map { "'\($0)'" }.joined(separator: ", ")
                + (names.count == 1 ? " is not installed" : " are not installed")
        }
    }

    package var cause: (any Error)? {
        switch self {
        case .unavailable(_, _, let cause), .untrusted(_, _, let cause): cause
        default: nil
        }
    }

    package var hint: String? {
        switch self {
        case .unknown(_, let known):
            known.isEmpty
                ? "there is none yet: 'veneer source add NAME URL --pin ROOT'"
                : "the sources are \(known.joined(separator: ", "))"
        case .exists(let name, _): "remove it first: 'veneer source remove \(name)'"
        case .badName: "letters, digits, '.' and '-', at most 64, then '.yaml'"
        case .badRoot:
            "a pin is one line, 'sha256:…', as 'veneer key show' prints it; or give the file N.root.json"
        case .otherRoot: "nothing was changed; ask the repository's maintainers for their root"
        case .none: "add one: 'veneer source add NAME URL --pin ROOT'"
        case .unavailable(_, _, let cause):
            cause is any Diagnosable
                ? nil : "look at the URL: a repository has metadata/timestamp.json"
        case .untrusted(_, _, let cause as ClientError) where cause.isOfTime:
            "nothing was changed; if the time above is not the time it is, set the clock right, else ask the repository's maintainers"
        case .untrusted(let name, _, _):
            "nothing was changed; ask the repository's maintainers, and if their root is a new one, add source '\(name)' anew with it"
        case .unwanted(_, let similar):
            similar.isEmpty
                ? "'veneer status' lists what is installed"
                : "did you mean \(similar.map { "'\($0)'" }.joined(separator: " or "))?"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .untrusted, .otherRoot: .verification
        case .unavailable(_, _, let cause): (cause as? any Diagnosable)?.kind ?? .failed
        default: .failed
        }
    }
}

package import Model

/// What is wrong with a host's sources or with what they serve.
package enum SourceError: Diagnosable {
    case unknown(String, known: [String])
    case exists(SourceName, url: String)
    case badName(path: String)
    case badKey(source: String, key: String)
    case none
    case unavailable(SourceName, url: String, cause: any Error)
    case untrusted(SourceName, url: String, cause: any Error)
    case unwanted(names: [String], similar: [String])

    package var description: String {
        switch self {
        case .unknown(let name, _): "there is no source '\(name)'"
        case .exists(let name, let url): "there is a source '\(name)' already, for '\(url)'"
        case .badName(let path): "'\(path)' has no good name"
        case .badKey(let source, _): "the key of source '\(source)' is no key"
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
                ? "there is none yet: 'veneer source add NAME URL --key KEY'"
                : "the sources are \(known.joined(separator: ", "))"
        case .exists(let name, _): "remove it first: 'veneer source remove \(name)'"
        case .badName: "letters, digits, '.' and '-', at most 64, then '.yaml'"
        case .badKey:
            "a key is one line, 'ed25519:…', as 'veneer key show' prints it, or a file with it"
        case .none: "add one: 'veneer source add NAME URL --key KEY'"
        case .unavailable: nil
        case .untrusted(let name, _, _):
            "nothing was changed; ask the repository's maintainers, and if the key changed, add source '\(name)' anew with it"
        case .unwanted(_, let similar):
            similar.isEmpty
                ? "'veneer status' lists what is installed"
                : "did you mean \(similar.map { "'\($0)'" }.joined(separator: " or "))?"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .untrusted: .verification
        case .unavailable(_, _, let cause): (cause as? any Diagnosable)?.kind ?? .failed
        default: .failed
        }
    }
}

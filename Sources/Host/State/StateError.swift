import Model

/// What is wrong with the host's own records.
package enum StateError: Diagnosable {
    case unreadable(path: String, cause: any Error)
    case newerFormat(path: String, format: Int)
    case locked(path: String)
    case noGenerations
    case unknownGeneration(Int, kept: [Int])
    case nothingToRollBackTo

    package var description: String {
        switch self {
        case .unreadable(let path, _): "'\(path)' is damaged"
        case .newerFormat(let path, let format):
            "'\(path)' has format \(format), this program knows \(HostState.currentFormat)"
        case .locked(let path): "another veneer is at work here: it holds '\(path)'"
        case .noGenerations: "nothing has been installed here yet"
        case .unknownGeneration(let number, _): "there is no generation \(number)"
        case .nothingToRollBackTo: "there is no earlier generation to go back to"
        }
    }

    package var cause: (any Error)? {
        guard case .unreadable(_, let cause) = self else { return nil }
        return cause
    }

    package var hint: String? {
        switch self {
        case .unreadable(let path, _):
            "move '\(path)' away and run 'veneer update': images in the store are used again"
        case .newerFormat: "update veneer on this host"
        case .locked: "wait until it is done, then run it again"
        case .noGenerations: "'veneer install NAME' makes the first generation"
        case .unknownGeneration(_, let kept):
            "these are kept: \(kept.map(String.init).joined(separator: ", "))"
        case .nothingToRollBackTo: "'veneer history' shows the generations"
        }
    }
}

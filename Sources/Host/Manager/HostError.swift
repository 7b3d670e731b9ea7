package import Model

/// What keeps a host from being managed, or a change from being complete.
package enum HostError: Diagnosable {
    case noOSRelease(root: String)
    /// These images are not linked.
    case skipped([(name: ExtensionName, reason: ImageError)])
    /// The rest was done.
    case incomplete([String], kind: FailureKind)

    package var description: String {
        switch self {
        case .noOSRelease(let root): "'\(root)' has no 'etc/os-release' and no 'usr/lib/os-release'"
        case .skipped(let images):
            "left out: " + images.map { "'\($0.name)': \($0.reason)" }.joined(separator: "; ")
        case .incomplete(let problems, _):
            "not everything could be done: " + problems.joined(separator: "; ")
        }
    }

    package var cause: (any Error)? { nil }

    package var hint: String? {
        switch self {
        case .noOSRelease: "--root names the root folder of an operating system"
        case .skipped(let images): images.first?.reason.hint
        case .incomplete: nil
        }
    }

    package var kind: FailureKind {
        guard case .incomplete(_, let kind) = self else { return .failed }
        return kind
    }
}

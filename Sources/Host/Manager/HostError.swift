import Model

/// What keeps a host from being managed, or a change from being complete.
package enum HostError: Diagnosable {
    case noOSRelease(root: String)
    /// The rest was done.
    case incomplete([String])

    package var description: String {
        switch self {
        case .noOSRelease(let root): "'\(root)' has no 'etc/os-release' and no 'usr/lib/os-release'"
        case .incomplete(let problems):
            "not everything could be done: " + problems.joined(separator: "; ")
        }
    }

    package var hint: String? {
        switch self {
        case .noOSRelease: "--root names the root folder of an operating system"
        case .incomplete: "the rest was done; 'veneer status' shows how things stand"
        }
    }
}

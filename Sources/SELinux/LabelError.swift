import Model

/// Why files cannot be labelled.
package enum LabelError: Diagnosable, Equatable {
    /// File contexts, a policy or a module that cannot be read.
    case unreadable(String, detail: String)

    package var description: String {
        switch self {
        case .unreadable(let document, let detail): "cannot read '\(document)': \(detail)"
        }
    }
}

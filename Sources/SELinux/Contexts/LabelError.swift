import Model

/// Why files cannot be labelled.
package enum LabelError: Diagnosable, Equatable {
    /// File contexts that libselinux cannot use, in its words.
    case badContexts(detail: String)
    /// A path that cannot be looked up, because a rule or its context is malformed.
    case badRule(path: String, detail: String)
    /// No folder of its own for the file contexts, or no room in it.
    case noTemporaryFolder(errno: Int32)
    /// A policy or a policy module that is damaged or of an unknown kind.
    case badPolicy(String, PolicyProblem)

    package var description: String {
        switch self {
        case .badContexts(let detail): "the file contexts cannot be used: \(detail)"
        case .badRule(let path, let detail):
            "the file contexts have no usable label for '\(path)': \(detail)"
        case .noTemporaryFolder(let errno):
            "file contexts cannot be copied to a temporary folder (error \(errno))"
        case .badPolicy(let name, let problem): "the policy '\(name)' cannot be read: \(problem)"
        }
    }

    package var hint: String? {
        switch self {
        case .badContexts, .badRule: "they are the base's: collect the base again"
        case .noTemporaryFolder: "make room in the folder that TMPDIR names"
        case .badPolicy: nil
        }
    }
}

/// What is wrong with a policy or a policy module.
package enum PolicyProblem: Error, Hashable, CustomStringConvertible {
    case unknownKind
    case truncated
    case malformed(offset: Int)
    case version(UInt32)
    case tooLarge(limit: Int)
    case noPolicy

    package var description: String {
        switch self {
        case .unknownKind: "it is neither a policy nor a policy module"
        case .truncated: "it ends too early"
        case .malformed(let offset): "it is malformed at byte \(offset)"
        case .version(let version): "its format has the version \(version)"
        case .tooLarge(let limit): "it is larger than \(limit) bytes"
        case .noPolicy: "the package has no policy in it"
        }
    }
}

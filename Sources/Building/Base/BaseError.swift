import Model

/// What is missing from a base, or wrong with it.
package enum BaseError: Diagnosable, Equatable {
    case incomplete(base: String, missing: [String])
    case foreign(base: String, architecture: String)
    case badRelease(base: String, versionID: String)
    case unreadable(String)
    case malformed(String, detail: String)

    package var description: String {
        switch self {
        case .incomplete(let base, let missing):
            "the base '\(base)' lacks " + missing.joined(separator: "; ")
        case .foreign(let base, let architecture):
            "the base '\(base)' is for '\(architecture)', which is no architecture that is built for"
        case .badRelease(let base, let versionID):
            "the VERSION_ID '\(versionID)' of the base '\(base)' cannot stand in a file name"
        case .unreadable(let path): "you may not read '\(path)' of the base"
        case .malformed(let document, let detail):
            "'\(document)' is no document of a base: \(detail)"
        }
    }

    package var hint: String? {
        switch self {
        case .incomplete:
            "a base is the whole root folder of an OS image, or a document that 'veneer base' made"
        case .foreign: "only x86-64 and arm64 are known"
        case .badRelease: "only letters, digits and '.' can"
        case .unreadable:
            "let someone who may read it run 'veneer base' with --output, and build for that document"
        case .malformed: "make it anew with 'veneer base'"
        }
    }
}

import Model

/// What is missing from a base, or wrong with it.
package enum BaseError: Diagnosable, Equatable {
    case noRelease(base: String)
    case badRelease(base: String, versionID: String)
    case unknownArchitecture(base: String, found: [String])

    package var description: String {
        switch self {
        case .noRelease(let base): "the base '\(base)' has no os-release file"
        case .badRelease(let base, let versionID):
            "the VERSION_ID '\(versionID)' of the base '\(base)' cannot stand in a file name"
        case .unknownArchitecture(let base, let found):
            "the architecture of the base '\(base)' is not known"
                + (found.isEmpty ? "" : ": its packages are for \(found.joined(separator: ", "))")
        }
    }

    package var hint: String? {
        switch self {
        case .noRelease: "a base is the root folder of an OS image, with usr/lib/os-release in it"
        case .badRelease: "only letters, digits and '.' can"
        case .unknownArchitecture: "name it with --architecture"
        }
    }
}

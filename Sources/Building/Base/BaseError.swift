import Model

/// What is missing from a base, or wrong with it.
package enum BaseError: Diagnosable, Equatable {
    case noRelease(base: String)
    case badRelease(base: String, versionID: String)

    package var description: String {
        switch self {
        case .noRelease(let base): "the base '\(base)' has no os-release file"
        case .badRelease(let base, let versionID):
            "the VERSION_ID '\(versionID)' of the base '\(base)' cannot stand in a file name"
        }
    }

    package var hint: String? {
        switch self {
        case .noRelease: "a base is the root folder of an OS image, with usr/lib/os-release in it"
        case .badRelease: "only letters, digits and '.' can"
        }
    }
}

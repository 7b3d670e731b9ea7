import Model

/// What is wrong with the RPM library itself.
package enum LibrpmError: Diagnosable, Equatable {
    /// librpm could not read its configuration files.
    case configuration(details: [String])
    /// librpm was built without a digest algorithm.
    case algorithm(String)

    package var description: String {
        switch self {
        case .configuration(let details):
            (["librpm cannot read its configuration"] + details).joined(separator: ": ")
        case .algorithm(let name): "librpm does not know the digest algorithm '\(name)'"
        }
    }

    package var hint: String? {
        switch self {
        case .configuration: "install the package 'rpm', which holds librpm's configuration"
        case .algorithm: nil
        }
    }
}

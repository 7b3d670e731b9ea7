package import Model

/// Why an image cannot be built.
package enum BuildError: Diagnosable {
    case unknownRepository(String)
    case weakChecksum(String)
    case strangePlace(String, String)
    case noRepositories(recipe: String)
    case noVersionPackage(String, packages: [String])
    case noVersion(package: String)
    case otherPackage(String, found: String)
    case noContent(String, String)
    /// The provenance of an earlier image cannot be read.
    case previous(String, cause: any Error)
    case package(String, cause: any Error)
    case writing(image: String, cause: any Error)
    /// What the packages need is lost in the image, and the recipe does not accept that.
    case lost(recipe: String, [Finding])

    package var description: String {
        switch self {
        case .unknownRepository(let id): "there is no repository '\(id)'"
        case .weakChecksum(let package):
            "the metadata proves '\(package)' with a checksum that proves nothing any more"
        case .strangePlace(let package, let place):
            "the metadata of a server says that '\(package)' is in '\(place)', on this machine"
        case .noRepositories(let recipe): "no repository is named for '\(recipe)'"
        case .noVersionPackage(let name, _):
            "'\(name)', which is to give the image its version, is not among its packages"
        case .noVersion(let package):
            "the version of '\(package)' cannot be spelled so that systemd sorts it as RPM does"
        case .otherPackage(let wanted, let found):
            "the file that the metadata gives for '\(wanted)' holds '\(found)'"
        case .noContent(let package, let path): "'\(package)' has no content for '\(path)'"
        case .previous(let path, _): "'\(path)' is not the provenance of an image"
        case .package(let name, _): "cannot use the package '\(name)'"
        case .writing(let image, _): "cannot write the image '\(image)'"
        case .lost(let recipe, let findings):
            (["the image of '\(recipe)' would lack what its packages need:"]
                + findings.map { "  \($0)" }).joined(separator: "\n")
        }
    }

    package var cause: (any Error)? {
        switch self {
        case .previous(_, let cause), .package(_, let cause), .writing(_, let cause): cause
        default: nil
        }
    }

    package var hint: String? {
        switch self {
        case .noRepositories:
            "name one in the recipe or its catalogue.yaml; the base has none in etc/yum.repos.d"
        case .noVersionPackage(_, let packages):
            "set 'version-from' to one of \(packages.prefix(8).joined(separator: ", "))"
        case .previous: "remove it, or build into another folder"
        case .lost(_, let findings): findings.first?.hint
        case .noVersion: "set 'version-from' to another of the packages"
        default: nil
        }
    }
}

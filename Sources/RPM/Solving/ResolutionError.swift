package import Model

/// Why a request for packages cannot be met.
package enum ResolutionError: Diagnosable, Equatable {
    /// A request that no package matches.
    package struct Unknown: Hashable, Sendable {
        package let request: String
        /// Names of packages that look like it, best first.
        package let similar: [String]
    }

    /// No repository has a package of these names.
    case unknown([Unknown])
    /// Packages match, but none for the target's architecture.
    case wrongArchitecture(request: String, architecture: Architecture)
    /// All packages that match are excluded.
    case excluded(request: String)
    /// The packages cannot stand together with each other and the base.
    case conflict([ResolutionProblem])
    /// The base has everything already.
    case nothingToInstall([PackagePlan.Satisfied])
    /// A package has no checksum, or one of a broken algorithm.
    case weakChecksum(NEVRA, repository: String, algorithm: String?)
    /// A package's location leads out of its repository.
    case badLocation(NEVRA, repository: String, location: String)

    package var description: String {
        switch self {
        case .unknown(let requests):
            "no package matches " + requests.map { "'\($0.request)'" }.joined(separator: ", ")
        case .wrongArchitecture(let request, let architecture):
            "no package that matches '\(request)' runs on \(architecture.rpmName)"
        case .excluded(let request): "all packages that match '\(request)' are excluded"
        case .conflict(let problems):
            "the packages do not fit the base: "
                + problems.map(\.description).joined(separator: "; ")
        case .nothingToInstall(let satisfied):
            "nothing to install: the base has "
                + satisfied.map { "'\($0.request)' (\(Self.list($0.packages)))" }
                .joined(separator: ", ")
        case .weakChecksum(let package, let repository, let algorithm):
            "repository '\(repository)' proves '\(package)' "
                + (algorithm.map { "only by \($0)" } ?? "by no checksum")
        case .badLocation(let package, let repository, let location):
            "repository '\(repository)' places '\(package)' at '\(location)', outside of it"
        }
    }

    package var hint: String? {
        switch self {
        case .unknown(let requests):
            Self.suggestion(requests)
                ?? "check the spelling, and that the right repositories are enabled"
        case .excluded: "take it out of the list of excludes"
        case .conflict:
            "choose packages that were built for this base, or a base that has what they need"
        case .nothingToInstall: "the extension would be empty; no extension is needed for this base"
        case .weakChecksum: "make the metadata anew with 'createrepo_c --checksum sha256'"
        case .wrongArchitecture, .badLocation: nil
        }
    }

    package var kind: FailureKind {
        switch self {
        case .weakChecksum, .badLocation: .verification
        default: .failed
        }
    }

    private static func suggestion(_ requests: [Unknown]) -> String? {
        let names = requests.flatMap { $0.similar.map { "'\($0)'" } }
        return names.isEmpty ? nil : "did you mean " + names.joined(separator: ", ") + "?"
    }

    private static func list(_ packages: [NEVRA]) -> String {
        packages.map(\.description).joined(separator: ", ")
    }
}

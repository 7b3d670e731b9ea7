import Model
import RPM

/// What the repositories say of an image's packages.
struct Resolution: Sendable {
    let plan: PackagePlan
    /// The names of the base's packages.
    let installed: Set<String>
    /// The checksum of each repository's index.
    let repositories: [String: FileChecksum]
    /// What the plan's packages require of the base, by the base's packages.
    let requirements: [NEVRA: [String]]
    let fixes: ImageProvenance.Fixes?

    /// Asks the index of the packages about a plan.
    ///
    /// Throws: `RepositoryError`.
    init(
        of plan: PackagePlan,
        in index: inout PackageIndex,
        origin: ImageOrigin
    ) async throws {
        self.plan = plan
        installed = Set(index.installed.map(\.name))
        repositories = index.repositoryStates
        requirements = index.baseRequirements(of: plan)
        fixes = try await Self.fixes(of: plan, in: &index, origin: origin)
    }

    /// What the plan fixes over the image before.
    private static func fixes(
        of plan: PackagePlan,
        in index: inout PackageIndex,
        origin: ImageOrigin
    ) async throws -> ImageProvenance.Fixes? {
        guard let before = origin.predecessor?.provenance else { return nil }
        let old = before.packages.map {
            NEVRA(name: $0.name, evr: $0.version, architecture: $0.architecture)
        }
        return ImageProvenance.Fixes(
            since: before.version,
            advisories: try await index.advisories(
                of: plan.packages.map(\.nevra),
                replacing: old
            )
        )
    }
}

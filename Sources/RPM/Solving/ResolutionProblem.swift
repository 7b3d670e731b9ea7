/// Why a request cannot be met: the chain from the request to the package that cannot come in, and what stands in its way.
package struct ResolutionProblem: Hashable, Sendable {
    /// What asks for a package.
    package enum Asking: Hashable, Sendable {
        /// The request, in its own words.
        case request(String)
        /// The package of the link before, by this dependency.
        case dependency(String)
    }

    /// One step of the chain: a package and what asks for it.
    package struct Link: Hashable, Sendable {
        package let asking: Asking
        package let package: NEVRA
    }

    /// What stands in the way of the last package of the chain.
    package enum Obstacle: Hashable, Sendable {
        /// It needs something that the base has in another version, and the base never changes.
        case otherInBase(dependency: String, base: [NEVRA])
        /// It needs something that only these packages have, which are excluded.
        case excluded(dependency: String, packages: [NEVRA])
        /// It needs something that nothing has.
        case missing(dependency: String)
        /// It would take the place of a package of the base: another version of it, or one that it obsoletes.
        case replacesBase(NEVRA)
        /// It conflicts with another package.
        case conflict(with: NEVRA, isInBase: Bool, dependency: String)
        /// Another version of it is asked for too.
        case rival(NEVRA)
        /// It says of itself that it replaces another package that is asked for.
        case obsoletes(NEVRA, dependency: String)
        /// It cannot be installed on this architecture.
        case notInstallable
        /// Whatever else the solver says, in its words.
        case other(String)
    }

    /// From the request to the package that cannot come in; empty where the solver gives no chain.
    package let links: [Link]
    package let obstacle: Obstacle
}

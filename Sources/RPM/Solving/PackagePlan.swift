/// The packages that a request brings in, beside what the base has.
package struct PackagePlan: Hashable, Sendable {
    /// A request that the base meets already.
    package struct Satisfied: Hashable, Sendable {
        /// The request's own words.
        package let request: String
        /// The base's packages that meet it.
        package let packages: [NEVRA]
        /// Newer versions of these that repositories have; they are left, because the base never changes.
        package let newer: [NEVRA]
    }

    /// The packages to fetch, sorted by name.
    package let packages: [PlannedPackage]
    /// Requests for which nothing needs to be installed.
    package let satisfied: [Satisfied]

    /// Makes a plan; without arguments one that brings in nothing.
    package init(packages: [PlannedPackage] = [], satisfied: [Satisfied] = []) {
        self.packages = packages
        self.satisfied = satisfied
    }

    /// The way from what was asked for to a package: the package itself comes last.
    ///
    /// It is only the package where the solver needed it for more than one of the others.
    package func chain(to package: PlannedPackage) -> [PlannedPackage] {
        var chain = [package]
        while let parent = chain.last?.reason.parent,
            let next = packages.first(where: { $0.nevra == parent }), !chain.contains(next)
        {
            chain.append(next)
        }
        return chain.reversed()
    }

    /// The packages that come in because of one, or those that start a chain.
    package func packages(broughtBy parent: NEVRA?) -> [PlannedPackage] {
        packages.filter { $0.reason.parent == parent }
    }

    /// The bytes that are there once all is installed.
    package var installedSize: UInt64 { packages.reduce(0) { $0 &+ $1.installedSize } }

    /// The bytes to fetch.
    package var downloadSize: UInt64 { packages.reduce(0) { $0 &+ $1.size } }
}

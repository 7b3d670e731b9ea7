/// The packages that a request brings in, beside what the base has.
package struct PackagePlan: Hashable, Sendable {
    /// A request that the base meets already.
    package struct Satisfied: Hashable, Sendable {
        /// The request's own words.
        package let request: String
        /// The base's packages that meet it.
        package let packages: [NEVRA]
    }

    /// The packages to fetch, sorted by name.
    package let packages: [PlannedPackage]
    /// Requests for which nothing needs to be installed.
    package let satisfied: [Satisfied]

    /// The bytes to fetch.
    package var downloadSize: UInt64 { packages.reduce(0) { $0 &+ $1.size } }
}

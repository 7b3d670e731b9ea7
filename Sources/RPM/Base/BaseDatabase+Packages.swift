import Model

extension BaseDatabase {
    /// The packages of the base, sorted.
    ///
    /// Throws ``BaseDatabaseError``.
    package func packages() throws -> [NEVRA] {
        let pool = SolvPool(architecture: .current)
        _ = try load(into: pool)
        return pool.packages.filter { pool.isInstalled($0) }.map { pool.nevra(of: $0) }
            .sorted { $0.description < $1.description }
    }
}

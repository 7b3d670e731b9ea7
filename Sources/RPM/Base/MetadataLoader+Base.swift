import SystemPackage

extension MetadataLoader {
    /// Adds a base's packages to a pool, as those that are installed: from the cache when the database is the same as before.
    ///
    /// Throws ``BaseDatabaseError`` or ``LibrpmError``.
    mutating func loadBase(_ base: BaseDatabase, into pool: borrowing SolvPool) throws {
        guard let cache else {
            _ = try base.load(into: pool)
            return
        }
        let cookie = try SolvCache.cookie(of: "base \(base.digest())")
        let name = "base.solv"
        if let cached = cache.open(name, cookie: cookie) {
            let repository = pool.makeRepository("@System")
            if repository.addCache(cached), repository.count > 0 {
                pool.setInstalled(repository)
                return
            }
            repository.free()
        }
        let repository = try base.load(into: pool)
        store(name, cookie: cookie) { repository.write($0) }
    }
}

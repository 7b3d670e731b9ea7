import CSolv
package import Model

extension PackageIndex {
    /// Tells which advisories a set of packages brings.
    ///
    /// An advisory is brought by a package that is at least as new as the one that the advisory names. Each repository's
    /// `updateinfo` is fetched at the first call, and kept parsed in the cache; repositories without one have no advisories.
    ///
    /// - Parameters:
    ///   - packages: The packages, such as those of an image.
    ///   - old: The packages that they replace, such as those of the image before: what these had is left out, and so is
    ///     what concerns packages that are new. Nothing to tell of all that the packages bring.
    /// - Returns: The advisories, sorted by name.
    /// - Throws: ``RepositoryError`` when metadata cannot be loaded.
    package mutating func advisories(
        of packages: [NEVRA],
        replacing old: [NEVRA]? = nil
    ) async throws -> [Advisory] {
        let steps = UpdateSteps(packages, replacing: old)
        guard !steps.isEmpty else { return [] }
        var loader = MetadataLoader(cache: cache, fetch: fetch)
        var found: [String: Advisory] = [:]
        for member in members {
            guard let list = try await loader.loadAdvisories(member.index) else { continue }
            list.forEach { id, updates in
                let brought = steps.packages(bringing: updates)
                guard !brought.isEmpty else { return }
                // Several repositories may have it, each with packages of its own.
                let known = found[list.name(of: id)]?.packages ?? []
                let advisory = list.advisory(id, packages: Set(brought + known).sorted())
                found[advisory.id] = advisory
            }
        }
        cacheFailures += loader.cacheFailures
        return found.values.sorted { $0.id < $1.id }
    }
}

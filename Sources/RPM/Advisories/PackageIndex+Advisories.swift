package import Model

extension PackageIndex {
    /// Tells which advisories a set of packages brings.
    ///
    /// An advisory is brought by a package that is at least as new as the one that the advisory names. Each repository's
    /// `updateinfo` is fetched and read for it; repositories without one have no advisories.
    ///
    /// - Parameters:
    ///   - packages: The packages, such as those of an image.
    ///   - old: The packages that they replace, such as those of the image before: what these had is left out, and so is
    ///     what concerns packages that are new. Nothing to tell of all that the packages bring.
    /// - Returns: The advisories, sorted by name.
    /// - Throws: ``RepositoryError`` when metadata cannot be loaded.
    package func advisories(
        of packages: [NEVRA],
        replacing old: [NEVRA]? = nil
    ) async throws -> [Advisory] {
        let steps = UpdateSteps(packages, replacing: old)
        guard !steps.isEmpty else { return [] }
        let loader = MetadataLoader(cache: cache, fetch: fetch)
        var found: [String: Advisory] = [:]
        for member in members {
            for advisory in try await loader.advisories(of: steps, in: member.index) {
                // Several repositories may have it, each with packages of its own.
                let known = found[advisory.id]?.packages ?? []
                found[advisory.id] = advisory
                found[advisory.id]?.packages = Set(advisory.packages + known).sorted()
            }
        }
        return found.values.sorted { $0.id < $1.id }
    }
}

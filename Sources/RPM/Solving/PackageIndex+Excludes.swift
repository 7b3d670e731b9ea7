import CSolv

extension PackageIndex {
    /// Limits the pool to the packages that repositories and the request leave; the base's stay.
    mutating func consider(excludes: [String]) {
        excluded = findExcluded(excludes)
        guard !excluded.isEmpty else { return }
        pool.consider(SolvPackageSet(allOf: pool, without: excluded))
        pool.indexProvides()
    }

    private func findExcluded(_ patterns: [String]) -> Set<Id> {
        var excluded = matches(patterns).filter { !pool.isInstalled($0) }
        for member in members {
            guard let repository = member.repository else { continue }
            excluded.formUnion(
                matches(member.source.excludes).filter { pool.isPackage($0, of: repository) }
            )
            guard !member.source.includes.isEmpty else { continue }
            let included = matches(member.source.includes)
            excluded.formUnion(
                pool.packages.filter {
                    pool.isPackage($0, of: repository) && !included.contains($0)
                }
            )
        }
        return excluded
    }

    private func matches(_ patterns: [String]) -> Set<Id> {
        patterns.reduce(into: []) { matches, pattern in
            let selection = SolvSelection(pattern, in: pool, flags: SolvSelection.exclude)
            matches.formUnion(selection.packages(in: pool))
        }
    }
}

import CSolv

extension PackageIndex {
    /// Limits the pool to the packages that repositories and the request leave; the base's stay.
    func consider(excludes: [String]) {
        if pool.isLimited {
            // Patterns must also find what an earlier request left out.
            pool.considerAll()
            pool.indexProvides()
        }
        let limited = members.contains {
            !$0.source.excludes.isEmpty || !$0.source.includes.isEmpty
        }
        guard limited || !excludes.isEmpty else { return }
        let considered = SolvPackageSet(allOf: pool)
        for pattern in excludes {
            let selection = SolvSelection(pattern, in: pool, flags: SolvSelection.exclude)
            for id in selection.packages(in: pool) where !pool.isInstalled(id) {
                considered.remove(id)
            }
        }
        for member in members {
            limit(considered, to: member)
        }
        pool.consider(considered)
        pool.indexProvides()
    }

    private func limit(_ considered: borrowing SolvPackageSet, to member: Member) {
        for pattern in member.source.excludes {
            let selection = SolvSelection(pattern, in: pool, flags: SolvSelection.exclude)
            for id in selection.packages(in: pool) where pool.isPackage(id, of: member.repository) {
                considered.remove(id)
            }
        }
        guard !member.source.includes.isEmpty else { return }
        var included: Set<Id> = []
        for pattern in member.source.includes {
            let selection = SolvSelection(pattern, in: pool, flags: SolvSelection.exclude)
            included.formUnion(selection.packages(in: pool))
        }
        for id in pool.packages
        where pool.isPackage(id, of: member.repository) && !included.contains(id) {
            considered.remove(id)
        }
    }
}

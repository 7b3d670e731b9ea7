import CSolv
import Model

extension PackageIndex {
    /// The checksum of each repository's `repomd.xml`, by the repository's id: it stands for the repository's state.
    package var repositoryStates: [String: FileChecksum] {
        var states: [String: FileChecksum] = [:]
        for member in members { states[member.source.id] = member.index.checksum }
        return states
    }

    /// The packages of the base that meet requirements of a plan's packages, with those requirements, sorted.
    ///
    /// What packages of the plan meet themselves is left out, and so are conditional requirements, which depend on what else is there.
    package func baseRequirements(of plan: PackagePlan) -> [NEVRA: [String]] {
        let wanted = Set(plan.packages.map(\.nevra.description))
        let chosen = pool.packages.filter { id in
            pool.isPackage(id) && !pool.isInstalled(id)
                && wanted.contains(pool.nevra(of: id).description)
        }
        var met: [Id: Set<String>] = [:]
        for id in chosen {
            for dependency in pool.dependencies(SOLVABLE_REQUIRES, of: id) {
                let providers = pool.providers(of: dependency)
                guard let base = provider(among: providers),
                    providers.allSatisfy({ !chosen.contains($0) })
                else { continue }
                let text = pool.dependencyText(dependency)
                if !text.hasPrefix("(") { met[base, default: []].insert(text) }
            }
        }
        var requirements: [NEVRA: [String]] = [:]
        for (id, texts) in met { requirements[pool.nevra(of: id), default: []] += texts.sorted() }
        return requirements
    }

    /// The first by name of the base's packages among some.
    private func provider(among providers: [Id]) -> Id? {
        providers.filter { pool.isInstalled($0) }
            .min { pool.nevra(of: $0).description < pool.nevra(of: $1).description }
    }
}

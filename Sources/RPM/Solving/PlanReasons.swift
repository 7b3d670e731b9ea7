import CSolv

/// Why each chosen package is there: the shortest chain from what was asked for.
///
/// libsolv could tell as well, but which of several good reasons it names depends on the order in which it met the strings.
/// These reasons end up in what is published, so they depend on the packages alone.
struct PlanReasons {
    private(set) var reasons: [Id: PlannedPackage.Reason] = [:]

    /// Finds the reasons of all chosen packages that a chain reaches.
    init(chosen: Set<Id>, wishes: [PackageIndex.Wish], pool: borrowing SolvPool) {
        var reached: [Id] = []
        for id in Self.sorted(chosen, pool) {
            guard let wish = wishes.first(where: { $0.matches.contains(id) }) else { continue }
            reasons[id] = .requested(wish.text)
            reached.append(id)
        }
        var required = 0
        var recommended = 0
        // A package that is needed is not merely recommended, so requirements are followed to their end first.
        while true {
            if required < reached.count {
                reached += follow(SOLVABLE_REQUIRES, from: reached[required], chosen, pool)
                required += 1
            } else if recommended < reached.count {
                reached += follow(SOLVABLE_RECOMMENDS, from: reached[recommended], chosen, pool)
                recommended += 1
            } else {
                return
            }
        }
    }

    /// Notes the reason of each package that another one brings in directly, and returns them.
    private mutating func follow(
        _ kind: solv_knownid,
        from id: Id,
        _ chosen: Set<Id>,
        _ pool: borrowing SolvPool
    ) -> [Id] {
        var found: [Id] = []
        let dependencies = pool.dependencies(kind, of: id)
            .map { (id: $0, text: pool.dependencyText($0)) }
            .sorted { $0.text < $1.text }
        for dependency in dependencies {
            let providers = pool.providers(of: dependency.id)
            guard !providers.contains(where: { pool.isInstalled($0) }) else { continue }
            for provider in Self.sorted(chosen.intersection(providers), pool)
            where reasons[provider] == nil {
                reasons[provider] =
                    kind == SOLVABLE_REQUIRES
                    ? .required(by: pool.nevra(of: id), dependency: dependency.text)
                    : .recommended(by: pool.nevra(of: id))
                found.append(provider)
            }
        }
        return found
    }

    private static func sorted(_ ids: Set<Id>, _ pool: borrowing SolvPool) -> [Id] {
        ids.map { (id: $0, name: pool.nevra(of: $0).description) }
            .sorted { $0.name < $1.name }.map(\.id)
    }
}

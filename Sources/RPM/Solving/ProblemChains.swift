import CSolv

/// The shortest ways from what was asked for to the packages of one problem, along what packages need.
struct ProblemChains {
    private var steps: [Id: Step] = [:]

    private struct Step {
        let before: Id?
        let asking: ResolutionProblem.Asking
    }

    /// Follows the requirements among a problem's rules.
    init(rules: [Solver.Rule], wishes: [PackageIndex.Wish], pool: borrowing SolvPool) {
        let involved = Set(rules.filter { !$0.isJob }.flatMap { [$0.source, $0.target] })
            .filter { $0 > 0 && !pool.isInstalled($0) }
        var needs: [Id: [Id]] = [:]
        for rule in rules where rule.type == SOLVER_RULE_PKG_REQUIRES {
            needs[rule.source, default: []].append(rule.dependency)
        }
        var reached: [Id] = []
        for wish in wishes {
            for id in wish.matches where involved.contains(id) && steps[id] == nil {
                steps[id] = Step(before: nil, asking: .request(wish.text))
                reached.append(id)
            }
        }
        var next = 0
        while next < reached.count {
            let id = reached[next]
            next += 1
            for dependency in needs[id] ?? [] {
                for provider in pool.providers(of: dependency)
                where involved.contains(provider) && steps[provider] == nil {
                    let text = pool.dependencyText(dependency)
                    steps[provider] = Step(before: id, asking: .dependency(text))
                    reached.append(provider)
                }
            }
        }
    }

    /// The way to a package, or nothing when there is none.
    func links(to id: Id, in pool: borrowing SolvPool) -> [ResolutionProblem.Link]? {
        var links: [ResolutionProblem.Link] = []
        var next: Id? = id
        while let id = next {
            guard let step = steps[id] else { return nil }
            links.append(.init(asking: step.asking, package: pool.nevra(of: id)))
            next = step.before
        }
        return links.reversed()
    }
}

extension Solver.Rule {
    /// Whether the rule only says that something was asked for, or that the base stays.
    var isJob: Bool {
        type == SOLVER_RULE_JOB || type == SOLVER_RULE_UPDATE || type == SOLVER_RULE_FEATURE
    }
}

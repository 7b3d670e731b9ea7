import CSolv

extension PackageIndex {
    /// Whether some problem is that nothing provides a path.
    func needsPath(_ solver: borrowing Solver, problems: Int) -> Bool {
        for problem in 1...problems {
            for rule in solver.rules(ofProblem: problem) where rule.isUnmet {
                let text = pool.dependencyText(rule.dependency)
                if text.hasPrefix("/") || text.contains("(/") || text.contains(" /") { return true }
            }
        }
        return false
    }

    /// What is wrong, each once: for each of the solver's problems, the few shortest chains to where it fails.
    func explain(
        _ solver: borrowing Solver,
        problems: Int,
        wishes: [Wish]
    ) -> [ResolutionProblem] {
        var found: [ResolutionProblem] = []
        for problem in 1...problems {
            let rules = solver.rules(ofProblem: problem)
            let chains = ProblemChains(rules: rules, wishes: wishes, pool: pool)
            var reasons: [ResolutionProblem] = []
            for rule in rules where !rule.isJob && rule.type != SOLVER_RULE_PKG_REQUIRES {
                let (culprit, obstacle) = obstacle(rule, solver)
                let links = chains.links(to: culprit, in: pool) ?? []
                let reason = ResolutionProblem(links: links, obstacle: obstacle)
                if !reasons.contains(reason) { reasons.append(reason) }
            }
            if reasons.contains(where: { !$0.links.isEmpty }) {
                reasons.removeAll { $0.links.isEmpty }
            }
            if reasons.isEmpty, let rule = rules.first {
                reasons.append(.init(links: [], obstacle: .other(solver.sentence(rule))))
            }
            reasons.sort { $0.links.count < $1.links.count }
            found += reasons.prefix(3).filter { !found.contains($0) }
        }
        return found
    }

    /// The package that a rule keeps out, and why.
    private func obstacle(
        _ rule: Solver.Rule,
        _ solver: borrowing Solver
    ) -> (Id, ResolutionProblem.Obstacle) {
        // Of two packages, the base's is the one that stays.
        let isSwapped = rule.target != 0 && pool.isInstalled(rule.source)
        let culprit = isSwapped ? rule.target : rule.source
        let other = isSwapped ? rule.source : rule.target
        let isInBase = pool.isInstalled(other)
        switch rule.type {
        case SOLVER_RULE_PKG_NOTHING_PROVIDES_DEP where rule.dependency != 0:
            return (culprit, absence(of: rule.dependency))
        case SOLVER_RULE_PKG_SAME_NAME:
            let package = pool.nevra(of: other)
            return (culprit, isInBase ? .replacesBase(package) : .rival(package))
        case SOLVER_RULE_PKG_OBSOLETES, SOLVER_RULE_PKG_IMPLICIT_OBSOLETES,
            SOLVER_RULE_PKG_INSTALLED_OBSOLETES:
            let package = pool.nevra(of: other)
            let text = pool.dependencyText(rule.dependency)
            return (
                culprit,
                isInBase ? .replacesBase(package) : .obsoletes(package, dependency: text)
            )
        case SOLVER_RULE_PKG_CONFLICTS:
            let text = pool.dependencyText(rule.dependency)
            let package = pool.nevra(of: other)
            return (culprit, .conflict(with: package, isInBase: isInBase, dependency: text))
        case SOLVER_RULE_PKG_NOT_INSTALLABLE: return (culprit, .notInstallable)
        default: return (culprit, .other(solver.sentence(rule)))
        }
    }

    /// Why nothing that may be used provides a dependency.
    private func absence(of dependency: Id) -> ResolutionProblem.Obstacle {
        let text = pool.dependencyText(dependency)
        let left = excluded.filter { pool.provides(dependency, $0) }
        guard left.isEmpty else {
            return .excluded(dependency: text, packages: sortedNames(left))
        }
        let base = pool.providers(of: pool.name(ofDependency: dependency))
            .filter { pool.isInstalled($0) }
        return base.isEmpty
            ? .missing(dependency: text)
            : .otherInBase(dependency: text, base: sortedNames(base))
    }

    private func sortedNames(_ ids: some Sequence<Id>) -> [NEVRA] {
        ids.map { pool.nevra(of: $0) }.sorted { $0.description < $1.description }
    }
}

extension Solver.Rule {
    /// Whether the rule says that nothing provides what is needed.
    fileprivate var isUnmet: Bool {
        let isKind =
            type == SOLVER_RULE_PKG_NOTHING_PROVIDES_DEP
            || type == SOLVER_RULE_JOB_NOTHING_PROVIDES_DEP
        return isKind && dependency != 0
    }
}

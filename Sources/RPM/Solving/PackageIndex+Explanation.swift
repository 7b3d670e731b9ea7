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

    /// The sentences for each problem, without those that only say that something was asked for.
    func explain(_ solver: borrowing Solver, problems: Int) -> [[String]] {
        (1...problems).map { problem in
            var sentences: [String] = []
            var requests: [String] = []
            for rule in solver.rules(ofProblem: problem) {
                let sentence = solver.sentence(rule)
                guard !sentences.contains(sentence), !requests.contains(sentence) else { continue }
                if rule.type == SOLVER_RULE_JOB {
                    requests.append(sentence)
                } else {
                    sentences.append(sentence)
                    sentences += excludedProviders(rule)
                }
            }
            return sentences.isEmpty ? requests : sentences
        }
    }

    /// A sentence when what is missing is there, but excluded.
    private func excludedProviders(_ rule: Solver.Rule) -> [String] {
        guard rule.isUnmet else { return [] }
        let names = excluded.filter { pool.provides(rule.dependency, $0) }
            .map { pool.nevra(of: $0).description }.sorted()
        guard !names.isEmpty else { return [] }
        return ["excluded here: \(names.prefix(3).joined(separator: ", "))"]
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

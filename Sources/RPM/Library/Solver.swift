import CSolv

/// One run of libsolv's solver over a pool.
@safe struct Solver: ~Copyable {
    let pointer: UnsafeMutablePointer<CSolv.Solver>

    /// Makes a solver that decides as dnf does.
    init(_ pool: borrowing SolvPool, installsRecommended: Bool) {
        unsafe pointer = solver_create(pool.pointer)
        for flag in [
            SOLVER_FLAG_ALLOW_VENDORCHANGE, SOLVER_FLAG_KEEP_EXPLICIT_OBSOLETES,
            SOLVER_FLAG_BEST_OBEY_POLICY, SOLVER_FLAG_YUM_OBSOLETES,
        ] {
            unsafe solver_set_flag(pointer, flag, 1)
        }
        unsafe solver_set_flag(
            pointer,
            SOLVER_FLAG_IGNORE_RECOMMENDED,
            installsRecommended ? 0 : 1
        )
    }

    deinit { unsafe solver_free(pointer) }

    /// Solves and returns the number of problems.
    func solve(_ jobs: borrowing SolvQueue) -> Int {
        unsafe Int(solver_solve(pointer, jobs.pointer))
    }

    /// The packages that come in, after a run without problems.
    func newPackages() -> [Id] {
        let transaction = unsafe solver_create_transaction(pointer)
        defer { unsafe transaction_free(transaction) }
        let result = SolvQueue()
        let count = unsafe transaction_installedresult(transaction, result.pointer)
        return Array(result.elements.prefix(Int(count)))
    }

    /// One rule and what it is about.
    struct Rule {
        let type: SolverRuleinfo
        let source: Id
        let target: Id
        let dependency: Id
    }

    /// What a rule is about.
    func rule(_ id: Id) -> Rule {
        var (source, target, dependency) = (Id(0), Id(0), Id(0))
        let type = unsafe solver_ruleinfo(pointer, id, &source, &target, &dependency)
        return Rule(type: type, source: source, target: target, dependency: dependency)
    }

    /// The rules that contradict each other in a problem; problems count from 1.
    func rules(ofProblem problem: Int) -> [Rule] {
        let rules = SolvQueue()
        unsafe solver_findallproblemrules(pointer, Id(problem), rules.pointer)
        return rules.elements.map { rule($0) }
    }

    /// The sentence for a rule of a problem.
    func sentence(_ rule: Rule) -> String {
        unsafe String(
            cString: solver_problemruleinfo2str(
                pointer,
                rule.type,
                rule.source,
                rule.target,
                rule.dependency
            )
        )
    }
}

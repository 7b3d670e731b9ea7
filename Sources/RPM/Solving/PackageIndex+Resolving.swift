import CSolv

extension PackageIndex {
    /// Chooses the packages that a request needs beside the base.
    ///
    /// The base's packages are never replaced or removed. File lists are fetched only when a path is asked for or needed that
    /// nothing else provides.
    ///
    /// Throws ``ResolutionError`` when the request cannot be met, ``RepositoryError`` when file lists cannot be loaded.
    package mutating func resolve(_ request: PackageRequest) async throws -> PackagePlan {
        fill(for: request)
        consider(excludes: request.excludes)
        if needsFileLists(request), try await findPaths(askedFor: request.packages) {
            fill(for: request)
            consider(excludes: request.excludes)
        }
        while true {
            switch try attempt(request) {
            case .plan(let plan): return plan
            case .conflict(let problems): throw ResolutionError.conflict(problems)
            case .unmetPath(let problems):
                guard try await findPaths(askedFor: []) else {
                    throw ResolutionError.conflict(problems)
                }
                fill(for: request)
                consider(excludes: request.excludes)
            }
        }
    }

    /// Whether a path is asked for that is not known without file lists.
    private func needsFileLists(_ request: PackageRequest) -> Bool {
        request.packages.contains { text in
            text.hasPrefix("/")
                && SolvSelection(text, in: pool, flags: SolvSelection.request).isEmpty
        }
    }

    private enum Outcome {
        case plan(PackagePlan)
        case conflict([ResolutionProblem])
        /// A path is needed that nothing provides, as far as is known without file lists.
        case unmetPath([ResolutionProblem])
    }

    private func attempt(_ request: PackageRequest) throws -> Outcome {
        let jobs = SolvQueue()
        let wishes = try select(request, into: jobs)
        for id in pool.packages where pool.isInstalled(id) {
            jobs.append(SOLVER_LOCK | SOLVER_SOLVABLE, id)
        }
        let solver = Solver(pool, installsRecommended: request.installsRecommended)
        let problems = solver.solve(jobs)
        if problems == 0 { return .plan(try plan(from: solver, wishes: wishes)) }
        let reasons = explain(solver, problems: problems, wishes: wishes)
        return needsPath(solver, problems: problems) ? .unmetPath(reasons) : .conflict(reasons)
    }

    /// One request and the packages that match it.
    struct Wish {
        let text: String
        let matches: [Id]
    }

    private func select(
        _ request: PackageRequest,
        into jobs: borrowing SolvQueue
    ) throws -> [Wish] {
        var wishes: [Wish] = []
        var unknown: [ResolutionError.Unknown] = []
        for text in request.packages {
            let selection = SolvSelection(text, in: pool, flags: SolvSelection.request)
            guard !selection.isEmpty else {
                try explainAbsence(of: text)
                unknown.append(.init(request: text, similar: similarNames(to: text)))
                continue
            }
            let pairs = selection.queue.elements
            for index in stride(from: 0, to: pairs.count - 1, by: 2) {
                jobs.append(pairs[index] | SOLVER_INSTALL, pairs[index + 1])
            }
            wishes.append(Wish(text: text, matches: selection.packages(in: pool)))
        }
        guard unknown.isEmpty else { throw ResolutionError.unknown(unknown) }
        return wishes
    }

    /// Throws the reason when packages match a request but must not be used.
    private func explainAbsence(of text: String) throws {
        let matches = allMatches(of: text)
        guard !matches.isEmpty else {
            // libsolv takes `.ARCH` for an architecture only when the pool's machines run it.
            guard let dot = text.lastIndex(of: "."),
                allMatches(of: String(text[..<dot]))
                    .contains(where: { pool.nevra(of: $0).architecture == text[dot...].dropFirst() }
                    )
            else { return }
            throw ResolutionError.wrongArchitecture(request: text, architecture: architecture)
        }
        guard matches.contains(where: { pool.runsHere($0) }) else {
            throw ResolutionError.wrongArchitecture(request: text, architecture: architecture)
        }
        throw ResolutionError.excluded(request: text)
    }

    /// The packages that match a request, whether they may be used or not.
    private func allMatches(of text: String) -> [Id] {
        SolvSelection(
            text,
            in: pool,
            flags: SolvSelection.request | SELECTION_WITH_DISABLED | SELECTION_WITH_BADARCH
        ).packages(in: pool)
    }
}

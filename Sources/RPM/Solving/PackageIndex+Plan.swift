import CSolv
import Model

extension PackageIndex {
    /// Turns the solver's decisions into a plan.
    func plan(from solver: borrowing Solver, wishes: [Wish]) throws -> PackagePlan {
        let chosen = solver.newPackages()
        let new = Set(chosen)
        let satisfied = wishes.compactMap { wish -> PackagePlan.Satisfied? in
            guard new.isDisjoint(with: wish.matches) else { return nil }
            return satisfaction(of: wish)
        }
        guard !chosen.isEmpty else { throw ResolutionError.nothingToInstall(satisfied) }
        let reasons = PlanReasons(chosen: new, wishes: wishes, pool: pool).reasons
        var packages: [PlannedPackage] = []
        for id in chosen {
            packages.append(try plannedPackage(id, reason: reasons[id] ?? .dependency))
        }
        packages.sort {
            ($0.nevra.name, $0.nevra.description) < ($1.nevra.name, $1.nevra.description)
        }
        return PackagePlan(packages: packages, satisfied: satisfied)
    }

    private func satisfaction(of wish: Wish) -> PackagePlan.Satisfied {
        let matches = wish.matches.map { (isInBase: pool.isInstalled($0), pool.nevra(of: $0)) }
        let base = matches.filter(\.isInBase).map(\.1)
        let newer = matches.filter { !$0.isInBase }.map(\.1).filter { package in
            base.contains {
                $0.name == package.name && $0.architecture == package.architecture
                    && $0.evr.order(to: package.evr) == .older
            }
        }
        return .init(request: wish.text, packages: base, newer: newer)
    }

    private func plannedPackage(
        _ id: Id,
        reason: PlannedPackage.Reason
    ) throws -> PlannedPackage {
        let facts = SolvPackage(id, in: pool)
        let nevra = pool.nevra(of: id)
        let repository = facts.repository
        guard let proof = facts.checksum else {
            throw ResolutionError.weakChecksum(
                nevra,
                repository: repository,
                algorithm: facts.checksumAlgorithm
            )
        }
        let location = facts.location ?? ""
        guard RepositoryPath.isInside(location) else {
            throw ResolutionError.badLocation(nevra, repository: repository, location: location)
        }
        return PlannedPackage(
            nevra: nevra,
            repository: repository,
            location: location,
            base: facts.text(SOLVABLE_MEDIABASE),
            checksum: proof,
            size: facts.number(SOLVABLE_DOWNLOADSIZE),
            installedSize: facts.number(SOLVABLE_INSTALLSIZE),
            reason: reason,
            summary: facts.text(SOLVABLE_SUMMARY),
            license: facts.text(SOLVABLE_LICENSE),
            sourcePackage: facts.sourcePackage
        )
    }
}

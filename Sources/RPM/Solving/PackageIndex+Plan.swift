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
            if let package = try plannedPackage(id, reason: reasons[id] ?? .dependency) {
                packages.append(package)
            }
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
    ) throws -> PlannedPackage? {
        guard let (member, row) = origin(of: id) else { return nil }
        let table = member.table
        let nevra = pool.nevra(of: id)
        let repository = member.source.id
        let algorithm = table.text(.checksumAlgorithm, of: row)
        guard let hex = table.text(.checksum, of: row),
            let proof = algorithm.flatMap(FileChecksum.Algorithm.init(rawValue:))
                .flatMap({ FileChecksum(algorithm: $0, hex: hex) })
        else {
            throw ResolutionError.weakChecksum(
                nevra,
                repository: repository,
                algorithm: algorithm
            )
        }
        let location = table.text(.location, of: row) ?? ""
        guard RepositoryPath.isInside(location) else {
            throw ResolutionError.badLocation(nevra, repository: repository, location: location)
        }
        return PlannedPackage(
            nevra: nevra,
            repository: repository,
            location: location,
            base: table.text(.base, of: row),
            checksum: proof,
            size: table.number(low: .sizeLow, high: .sizeHigh, of: row),
            installedSize: table.number(low: .installedSizeLow, high: .installedSizeHigh, of: row),
            reason: reason,
            summary: table.text(.summary, of: row),
            license: table.text(.license, of: row),
            sourcePackage: table.text(.sourcePackage, of: row)
        )
    }
}

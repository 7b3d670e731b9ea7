import Model

extension HostState {
    /// Forgets old generations.
    ///
    /// The current one and the newest ones that the host ran stay; so do as many that it did not run, which only history shows:
    /// failures never push out what a rollback could return to.
    package mutating func forgetOldGenerations() {
        let ran = generations.filter { $0.outcome == .active }.suffix(Self.kept)
        let others = generations.filter { $0.outcome != .active }.suffix(Self.kept)
        var kept = Set((ran + others).map(\.number))
        if let current { kept.insert(current) }
        generations.removeAll { !kept.contains($0.number) }
    }

    /// The files of Veneer's that no generation which the host ran refers to.
    package var unreferencedFiles: Set<String> {
        let ran = generations.filter { $0.outcome == .active }
        return ownedFiles.subtracting(ran.flatMap(\.images).map(\.file.text))
    }

    /// The generation that a rollback without a number returns to.
    ///
    /// It is the newest one before the current generation that the host ran and that holds something else; so a second rollback
    /// undoes the first.
    package var rollbackTarget: Generation? {
        guard let current = currentGeneration else { return nil }
        return generations.last { generation in
            generation.number < current.number && generation.outcome == .active
                && generation.images != current.images
        }
    }
}

import Model

extension HostState {
    /// Forgets all generations but the newest ones and the current one.
    package mutating func forgetOldGenerations() {
        let newest = Set(generations.suffix(Self.kept).map(\.number))
        let current = current
        generations.removeAll { !newest.contains($0.number) && $0.number != current }
    }

    /// The files of Veneer's that no kept generation refers to.
    package var unreferencedFiles: Set<String> {
        ownedFiles.subtracting(generations.flatMap(\.images).map(\.file.text))
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

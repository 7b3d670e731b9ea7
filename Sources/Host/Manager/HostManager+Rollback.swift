import Model

extension HostManager {
    /// Returns to the images of an earlier generation, as a new generation; requests follow it.
    ///
    /// Without a number it undoes the last change, and a second time it undoes that. Throws: `StateError`, `ImageError` when an
    /// image is gone or damaged, `MergeError`, `FileError`.
    package func rollback(to number: Int? = nil) async throws -> ChangeReport {
        try await locked { session in
            let target = try rollbackTarget(number, session.state)
            for image in target.images {
                switch try Store.open(root)?.presence(of: image, readingIt: true) ?? .missing {
                case .present: continue
                case .missing: throw ImageError.missing(file: image.file.text)
                case .damaged(let reason):
                    throw ImageError.damaged(file: image.file.text, reason: reason)
                }
            }
            let former = try requests.list()
            let requests = target.images.map { image in
                former.first { $0.name == image.name } ?? ExtensionRequest(name: image.name)
            }
            return try await carryOut(
                IntendedChange(
                    plan: UpdatePlan(
                        returningTo: target.images,
                        from: session.state.currentImages
                    ),
                    requests: requests,
                    action: "rollback to \(target.number)"
                ),
                in: &session
            )
        }
    }

    private func rollbackTarget(_ number: Int?, _ state: HostState) throws -> Generation {
        guard !state.generations.isEmpty else { throw StateError.noGenerations }
        guard let number else {
            guard let target = state.rollbackTarget else { throw StateError.nothingToRollBackTo }
            return target
        }
        guard let target = state.generations.first(where: { $0.number == number }) else {
            throw StateError.unknownGeneration(number, kept: state.generations.map(\.number))
        }
        return target
    }
}

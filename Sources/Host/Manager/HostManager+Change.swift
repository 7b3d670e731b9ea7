import Model
import Transfer

/// A decided change and what it needs.
struct IntendedChange: Sendable {
    var plan: UpdatePlan
    /// The requests as they should be afterwards.
    var requests: [ExtensionRequest]
    /// What is asked of the host, for its history: `install htop`.
    var action: String
    var warnings: [String] = []
    var problems: [String] = []
}

extension HostManager {
    /// Carries out a change whose images are all in the store.
    ///
    /// In this order, so that an interruption anywhere leaves the old generation or the new one: requests, generation recorded,
    /// links and merge, generation made current, old images removed. Throws: what went wrong; links, requests and records are
    /// then as before.
    func carryOut(_ change: IntendedChange, in session: inout Session) async throws -> ChangeReport
    {
        let formerRequests = try requests.list()
        try requests.change(to: change.requests)
        var number: Int?
        if change.plan.changesAnything {
            number =
                session.state.prepare(change.plan.images, action: change.action, at: options.now)
                .number
        }
        try session.save()
        let result: Switchover.Result
        var refused: [String] = []
        do {
            let linkable = try Linkable(
                change.plan.images,
                in: Store.open(root),
                for: session.facts
            )
            refused = linkable.refused.values.map(\.description).sorted()
            result = try await switchover(refreshes: options.refreshes).run(
                to: linkable.files,
                changed: change.plan.changedNames
            )
        } catch {
            try requests.change(to: formerRequests)
            throw try fail(number, error, &session)
        }
        if let number { session.state.activate(number) }
        try session.save()
        try collectGarbage(&session)
        return ChangeReport(
            generation: session.state.current,
            changes: change.plan.changes,
            merge: result.merge,
            warnings: change.warnings + result.warnings + refused,
            problems: change.problems
        )
    }

    /// Forgets old generations, then removes their images.
    func collectGarbage(_ session: inout Session) throws {
        session.state.forgetOldGenerations()
        try session.save()
        let files = session.state.unreferencedFiles
        guard !files.isEmpty, let store = try Store.open(root) else { return }
        try store.remove(files)
        session.state.ownedFiles.subtract(files)
        try session.save()
    }

    private func fail(
        _ number: Int?,
        _ error: any Error,
        _ session: inout Session
    ) throws
        -> any Error
    {
        guard let number else { return error }
        let root = (error as? MergeError)?.cause ?? error
        session.state.fail(number, problem: "\(root)")
        try session.save()
        guard case MergeError.takenBack(nil, let cause) = error else { return error }
        return MergeError.takenBack(generation: number, cause: cause)
    }
}

extension UpdatePlan {
    /// The extensions whose image is another one than before.
    var changedNames: Set<ExtensionName> {
        Set(
            changes.compactMap { change in
                switch change {
                case .install(let image), .update(let image, _): image.name
                case .remove: nil
                }
            }
        )
    }
}

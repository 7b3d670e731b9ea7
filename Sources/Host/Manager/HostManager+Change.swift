import Model
import Transfer

/// A decided change and what it needs.
struct IntendedChange: Sendable {
    var plan: UpdatePlan
    /// The requests as they should be afterwards.
    var requests: [ExtensionRequest]
    /// What is asked of the host, for its history: `install htop`.
    var action: String
    /// The extensions whose image was fetched, be it a new one or the same again.
    var fetched: Set<ExtensionName> = []
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
        var number: Int?
        let result: Switchover.Result
        do {
            try requests.change(to: change.requests)
            number = try record(change, &session)
            result = try await switchOver(to: change, session.facts)
        } catch {
            try restore(formerRequests, after: error)
            throw try fail(number, error, &session)
        }
        if let number { session.state.activate(number) }
        try session.save()
        try collectGarbage(&session)
        return ChangeReport(
            generation: session.state.current,
            changes: change.plan.changes,
            merge: result.merge,
            warnings: change.warnings + result.warnings,
            problems: change.problems
        )
    }

    /// Records the new generation, if it is another one; gives its number.
    private func record(_ change: IntendedChange, _ session: inout Session) throws -> Int? {
        var number: Int?
        if change.plan.changesAnything {
            let generation = session.state.prepare(
                change.plan.images,
                action: change.action,
                at: options.now
            )
            number = generation.number
        }
        try session.save()
        return number
    }

    private func switchOver(
        to change: IntendedChange,
        _ facts: HostFacts
    ) async throws
        -> Switchover.Result
    {
        let linkable = try Linkable(change.plan.images, in: Store.open(root), for: facts)
        var result = try await switchover(refreshes: options.refreshes).run(
            to: linkable.files,
            changed: change.plan.changedNames.union(change.fetched)
        )
        result.warnings += linkable.refused.values.map(\.description).sorted()
        return result
    }

    private func restore(_ former: [ExtensionRequest], after error: any Error) throws {
        do {
            try requests.change(to: former)
        } catch let second {
            throw MergeError.stuck(cause: error, then: "\(second)")
        }
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

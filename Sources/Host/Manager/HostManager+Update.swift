package import Model
import Transfer

extension HostManager {
    /// Says what an update would do, and changes nothing.
    package func check(_ names: [ExtensionName] = []) async throws -> UpdatePlan {
        let state = try StateFolder.load(root)
        let requests = try requestedNow(names)
        guard !requests.isEmpty || !state.currentImages.isEmpty else {
            return UpdatePlan(removing: [], from: [])
        }
        return try await withClient { client in
            let outlook = try await outlook(
                for: requests,
                from: try checkedSources(),
                state: state,
                facts: try facts(),
                scope: names.isEmpty ? nil : Set(names),
                isRemembered: false,
                client: client
            )
            let (offers, plan) = (outlook.offers, outlook.plan)
            if let failure = offers.failures.first, !plan.changesAnything { throw failure.error }
            return plan
        }
    }

    /// Brings the host in step with its requests and its sources; without names, all of them.
    ///
    /// What cannot be met is told in the report's `problems`, and the rest is done. Throws: as `install`.
    package func update(_ names: [ExtensionName] = []) async throws -> ChangeReport {
        try await locked { session in
            let requests = try requestedNow(names)
            guard !requests.isEmpty || !session.state.currentImages.isEmpty else {
                return ChangeReport(generation: session.state.current)
            }
            return try await withClient { client in
                let outlook = try await outlook(
                    for: requests,
                    from: try checkedSources(),
                    state: session.state,
                    facts: session.facts,
                    scope: names.isEmpty ? nil : Set(names),
                    client: client
                )
                let (offers, plan) = (outlook.offers, outlook.plan)
                offers.remember(in: &session.state)
                var change = IntendedChange(
                    plan: plan,
                    requests: requests,
                    action: (["update"] + names.map(\.text)).joined(separator: " ")
                )
                change.problems = offers.failures.map { "\($0.error)" }
                change.problems += plan.unmet.filter { !$0.keepsFittingImage }.map {
                    "\($0.reason)"
                }
                change.warnings = plan.unmet.filter(\.keepsFittingImage).map {
                    "'\($0.name)' stays as it is: \($0.reason)"
                }
                try await fetch(&change, offers: offers, client: client, session: &session)
                return try await carryOut(change, in: &session)
            }
        }
    }

    private func requestedNow(_ names: [ExtensionName]) throws -> [ExtensionRequest] {
        let requests = try requests.list()
        let known = requests.map(\.name)
        let unknown = names.filter { !known.contains($0) }
        guard unknown.isEmpty else { throw notInstalled(unknown, known: known) }
        return requests
    }

    func notInstalled(_ unknown: [ExtensionName], known: [ExtensionName]) -> SourceError {
        .unwanted(
            names: unknown.map(\.text),
            similar: Similarity.closest(to: unknown[0].text, in: known.map(\.text))
        )
    }
}

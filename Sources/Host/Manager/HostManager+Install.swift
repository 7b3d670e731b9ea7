package import Model
import Transfer

extension HostManager {
    /// Installs extensions, or brings installed ones up to date.
    ///
    /// Throws: `SelectionError`, `SourceError`, `ImageError`, `MergeError`, `TransferError`, `FileError`; nothing is changed then.
    package func install(
        _ names: [ExtensionName],
        from source: SourceName? = nil
    ) async throws
        -> ChangeReport
    {
        let scope = Set(names)
        return try await locked { session in
            let definitions = try checkedSources(source)
            var wanted = try requests.list().filter { !scope.contains($0.name) || source == nil }
            let known = Set(wanted.map(\.name))
            wanted += scope.subtracting(known).map { ExtensionRequest(name: $0, source: source) }
            let requests = wanted.sorted { $0.name < $1.name }
            return try await withClient { client in
                let outlook = try await outlook(
                    for: requests,
                    from: definitions,
                    state: session.state,
                    facts: session.facts,
                    scope: scope,
                    client: client
                )
                let (offers, plan) = (outlook.offers, outlook.plan)
                offers.remember(in: &session.state)
                if let unmet = plan.unmet.first {
                    throw offers.failures.first?.error ?? unmet.reason
                }
                var change = IntendedChange(
                    plan: plan,
                    requests: requests,
                    action: "install \(scope.sorted().map(\.text).joined(separator: " "))"
                )
                change.warnings = offers.failures.map { "\($0.error)" }
                try await fetch(&change, offers: offers, client: client, session: &session)
                return try await carryOut(change, in: &session)
            }
        }
    }

    /// The host's sources, after a look whether the one that is asked for is among them.
    func checkedSources(_ source: SourceName? = nil) throws -> [SourceDefinition] {
        let definitions = try sources.list().map(\.source)
        if let source, !definitions.contains(where: { $0.name == source }) {
            throw SourceError.unknown(source.text, known: definitions.map(\.name.text))
        }
        return definitions
    }
}

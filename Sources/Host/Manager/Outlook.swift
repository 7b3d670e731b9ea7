import Model
import Transfer

/// What the sources offer now, and what that means for the host.
struct Outlook: Sendable {
    let offers: Offers
    let plan: UpdatePlan
}

extension HostManager {
    /// Asks these sources, and decides what requests ask for, for some of the extensions or, without a scope, for all.
    ///
    /// Nothing is changed or remembered. Throws: what `Offers` throws.
    func outlook(
        for requests: [ExtensionRequest],
        from definitions: [SourceDefinition],
        state: HostState,
        facts: HostFacts,
        scope: Set<ExtensionName>?,
        client: TransferClient
    ) async throws -> Outlook {
        let offers = try await Offers(
            definitions,
            seen: state,
            now: options.now,
            client: client
        )
        let plan = UpdatePlan(
            requests: requests,
            current: state.currentImages,
            selection: Selection(host: facts, indexes: offers.indexes),
            scope: scope
        )
        return Outlook(offers: offers, plan: plan)
    }
}

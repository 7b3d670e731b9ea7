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
    /// Nothing is changed but, unless it is not to be remembered, what is trusted of the sources. Throws: what `Offers` throws.
    func outlook(
        for requests: [ExtensionRequest],
        from definitions: [SourceDefinition],
        state: HostState,
        facts: HostFacts,
        scope: Set<ExtensionName>?,
        isRemembered: Bool = true,
        client: TransferClient
    ) async throws -> Outlook {
        let offers = try await Offers(
            definitions,
            // Images that the host has may have to be fetched again.
            of: Set(requests.map(\.name)).union(state.currentImages.map(\.name)),
            seen: state,
            root: root,
            isRemembered: isRemembered,
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

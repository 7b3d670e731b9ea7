import Model

/// What came of a change.
package struct ChangeReport: Sendable, Equatable {
    /// The generation that the host is at now; nothing when it has none.
    package var generation: Int?
    package var changes: [UpdatePlan.Change] = []
    package var merge = MergeOutcome.unchanged
    /// What a person should know although the change went well.
    package var warnings: [String] = []
    /// What could not be done, one sentence each.
    package var problems: [String] = []
}

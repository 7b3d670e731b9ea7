import Model

/// The switch of `/run/extensions` from what is linked to another set of images, and back when systemd refuses it.
struct Switchover: Sendable {
    let links: Links
    let merger: any Merger
    /// Whether to merge, and not only to link.
    let refreshes: Bool
    /// Whether to merge even when everything is linked and merged already: a merge takes `/usr` away for a moment.
    var always = false

    /// What came of a switch.
    struct Result: Equatable, Sendable {
        var merge: MergeOutcome
        var warnings: [String] = []
    }

    /// Links these images, merges them, and looks whether they are merged.
    ///
    /// `changed` are the extensions whose failing means that the switch failed. Throws: `MergeError.takenBack` when the former
    /// links are back, `MergeError.stuck` when even that failed.
    func run(
        to wanted: [ExtensionName: String],
        changed: Set<ExtensionName>
    ) async throws
        -> Result
    {
        let found = try links.read()
        let plan = LinkPlan(wanted: wanted, found: found)
        var result = Result(merge: .skipped, warnings: plan.shadows.map(\.description))
        if refreshes, case .unavailable(let reason) = try merger.availability() {
            result.merge = .notRunning(reason)
        }
        guard refreshes, result.merge == .skipped else {
            try links.apply(plan)
            return result
        }
        let before = try await merger.merged()
        let stale = try links.newerThanMerge()
        let isDone =
            plan.actions.isEmpty
            && wanted.keys.allSatisfy { before.contains($0.text) && !stale.contains($0) }
        guard always || !changed.isEmpty || !isDone else {
            result.merge = .unchanged
            return result
        }
        do {
            try links.apply(plan)
            try await merger.refresh()
            result.warnings += try await missing(
                plan,
                wanted: wanted,
                blamed: { changed.contains($0) || before.contains($0.text) }
            )
        } catch {
            try await goBack(to: found.links, after: error)
        }
        result.merge = .merged
        return result
    }

    /// The extensions that are linked and not merged, as warnings; those that are to blame are an error.
    private func missing(
        _ plan: LinkPlan,
        wanted: [ExtensionName: String],
        blamed: (ExtensionName) -> Bool
    ) async throws -> [String] {
        let merged = try await merger.merged()
        let refusals = wanted.keys.sorted().filter { !merged.contains($0.text) }.map { name in
            MergeError.Refusal(name: name, reason: plan.likelyReason(name))
        }
        let serious = refusals.filter { blamed($0.name) }
        guard serious.isEmpty else { throw MergeError.refused(serious) }
        return refusals.map { "'\($0.name)' is linked but not merged: \($0.reason)" }
    }

    private func goBack(
        to former: [ExtensionName: String],
        after error: any Error
    ) async throws
        -> Never
    {
        do {
            try links.apply(LinkPlan(wanted: former, found: try links.read()))
            try await merger.refresh()
        } catch let second {
            throw MergeError.stuck(cause: error, then: "\(second)")
        }
        throw MergeError.takenBack(generation: nil, cause: error)
    }
}

/// Whether a change has reached `/usr`.
package enum MergeOutcome: Equatable, Sendable {
    case merged
    /// Linked, and systemd-sysext was not asked.
    case skipped
    /// Linked, but nothing can be merged now; the sentence says why.
    case notRunning(String)
    /// There was nothing to do.
    case unchanged
}

extension LinkPlan {
    func likelyReason(_ name: ExtensionName) -> String {
        shadows.first { $0.name == name && $0.hidesOurs }.map { "'\($0.path)' stands before it" }
            ?? "its release file fits this host, so the reason is systemd's"
    }
}

extension LinkPlan.Shadow: CustomStringConvertible {
    package var description: String {
        hidesOurs
            ? "'\(path)' stands before the image of '\(name)': systemd takes it instead"
            : "'\(path)' has the name of '\(name)': systemd takes Veneer's image instead"
    }
}

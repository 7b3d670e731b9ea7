import Model

extension HostManager {
    /// Links the current generation's images: what happens at boot, before systemd-sysext starts.
    ///
    /// It needs no network and merges nothing. An image that systemd could stumble over is left out and told as a problem.
    package func activate() async throws -> ChangeReport {
        try await link(refreshes: false)
    }

    /// Links the current generation's images and has them merged.
    ///
    /// Throws: `MergeError`; the former links are then back.
    package func refresh() async throws -> ChangeReport {
        try await link(refreshes: true)
    }

    private func link(refreshes: Bool) async throws -> ChangeReport {
        try await locked { session in
            let images = session.state.currentImages
            let linkable = try Linkable(images, in: Store.open(root), for: session.facts)
            var switchover = switchover(refreshes: refreshes)
            switchover.always = true
            let result = try await switchover.run(to: linkable.files, changed: [])
            return ChangeReport(
                generation: session.state.current,
                merge: result.merge,
                warnings: result.warnings,
                problems: linkable.refused.sorted { $0.key < $1.key }.map { "\($0.value)" }
            )
        }
    }
}

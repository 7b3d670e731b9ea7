package import Model

extension HostManager {
    /// Takes extensions away; their images stay in the store while a kept generation refers to them.
    ///
    /// Throws: `SourceError.unwanted` when one is not installed, `MergeError`, `FileError`.
    package func remove(_ names: [ExtensionName]) async throws -> ChangeReport {
        let scope = Set(names)
        return try await locked { session in
            let requests = try requests.list()
            let current = session.state.currentImages
            let known = Set(requests.map(\.name) + current.map(\.name))
            let unknown = scope.subtracting(known).sorted()
            guard unknown.isEmpty else { throw notInstalled(unknown, known: known.sorted()) }
            return try await carryOut(
                IntendedChange(
                    plan: UpdatePlan(removing: scope, from: current),
                    requests: requests.filter { !scope.contains($0.name) },
                    action: "remove \(scope.sorted().map(\.text).joined(separator: " "))"
                ),
                in: &session
            )
        }
    }
}

package import Model

extension HostManager {
    /// The host's sources, by name.
    package func listSources() throws -> [Sources.Listed] { try sources.list() }

    /// Adds a source after one look at its index: a wrong URL or root is found now, not at the next update.
    ///
    /// Throws: `SourceError`, `FileError`; nothing is written then.
    package func addSource(_ source: SourceDefinition) async throws -> RepositoryIndex {
        try await locked { session in
            try sources.requireNew(source.name)
            let repository = try Repository(source)
            let index = try await withClient { client in
                try await repository.index(
                    client,
                    trust: SourceTrust(source, root),
                    now: options.now,
                    lastSeen: session.state.lastSeen(of: source),
                    names: []
                )
            }
            try sources.add(source)
            session.state.remember(index, of: source)
            try session.save()
            return index
        }
    }

    /// Takes a source away; what was installed from it stays.
    ///
    /// Throws: `SourceError.unknown`, `FileError`.
    package func removeSource(_ name: String) async throws {
        try await locked { _ in try sources.remove(name) }
    }
}

import Model
import Transfer

/// What the host's sources offer just now, and which of them gave no answer.
struct Offers: Sendable {
    private(set) var repositories: [SourceName: Repository] = [:]
    private(set) var indexes: [SourceName: RepositoryIndex] = [:]
    /// Sources that could not be asked, by name.
    private(set) var failures: [(source: SourceName, error: any Error)] = []

    /// Asks all sources at once for some extensions.
    ///
    /// Throws: what is wrong with a source that must not be trusted, whatever the others say; `SourceError.none` when there is no
    /// source; the first failure when no source answered.
    init(
        _ sources: [SourceDefinition],
        of names: Set<ExtensionName>,
        seen: HostState,
        root: HostRoot,
        isRemembered: Bool,
        now: Int64,
        client: TransferClient
    ) async throws {
        guard !sources.isEmpty else { throw SourceError.none }
        for source in sources { repositories[source.name] = try Repository(source) }
        let asked = Array(repositories.values)
        try await withThrowingTaskGroup(of: Answer.self) { group in
            for repository in asked {
                let lastSeen = seen.lastSeen(of: repository.source)
                let trust = SourceTrust(
                    repository.source,
                    root,
                    isRemembered: isRemembered
                )
                group.addTask {
                    try await Answer(repository.source.name) {
                        try await repository.index(
                            client,
                            trust: trust,
                            now: now,
                            lastSeen: lastSeen,
                            names: names
                        )
                    }
                }
            }
            for try await answer in group { take(answer) }
        }
        failures.sort { $0.source < $1.source }
        if indexes.isEmpty, let first = failures.first { throw first.error }
    }

    private mutating func take(_ answer: Answer) {
        switch answer.result {
        case .success(let index): indexes[answer.source] = index
        case .failure(let error): failures.append((answer.source, error))
        }
    }

    /// Remembers the versions that were seen, so that none of them is ever gone behind.
    func remember(in state: inout HostState) {
        for (name, index) in indexes {
            guard let source = repositories[name]?.source else { continue }
            state.remember(index, of: source)
        }
    }

    private struct Answer: Sendable {
        var source: SourceName
        var result: Result<RepositoryIndex, any Error>

        init(
            _ source: SourceName,
            _ ask: () async throws -> RepositoryIndex
        ) async throws {
            self.source = source
            do {
                result = .success(try await ask())
            } catch let error as SourceError where error.kind == .failed {
                result = .failure(error)
            }
        }
    }
}

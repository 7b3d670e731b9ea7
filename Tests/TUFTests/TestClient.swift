import TUF
import Testing

/// A client of a repository in memory, and what it keeps from one visit to the next.
struct TestClient {
    let store = MemoryStore()

    /// Makes a client that trusts the first root.
    init(of repository: SimulatedRepository) {
        store.files["root.json"] = repository.files["1.root.json"]
    }

    /// Visits the repository, at the usual time or another one (seconds since 1970-01-01 UTC).
    @discardableResult
    func refresh(
        _ repository: SimulatedRepository,
        at now: Int64 = SimulatedRepository.now
    ) async throws -> Updater {
        var limits = ClientLimits()
        limits.longestTimestamp = 400 * 86_400
        var updater = try Updater(source: repository, store: store, now: now, limits: limits)
        try await updater.refresh()
        return updater
    }

    /// What is trusted, by file: without the spelling, which nobody signs.
    func trusted() throws -> [String: JSONValue] {
        try store.files.mapValues { try Envelope(parsing: $0).signed }
    }
}

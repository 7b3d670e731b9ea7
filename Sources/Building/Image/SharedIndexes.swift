import Model
import RPM

/// The package index that the last image was resolved with, for the next one that takes its packages from the same repositories.
///
/// Loading an index takes far longer than asking it. Only the last one is kept: each takes as much memory as its metadata.
actor SharedIndexes {
    /// What an index was loaded from.
    struct Key: Equatable, Sendable {
        var base: Checksum
        var architecture: Architecture
        /// Each repository, with where its files are.
        var repositories: [String]
    }

    private final class Loaded {
        let key: Key
        var index: PackageIndex
        var isBusy = false

        init(_ key: Key, _ index: consuming PackageIndex) {
            self.key = key
            self.index = index
        }
    }

    private var last: Loaded?

    /// Resolves a request, with the index that is there or a new one, and asks that index about the plan.
    ///
    /// Throws: `RepositoryError`, `BaseDatabaseError`, `ResolutionError`, and what the body throws.
    func resolve<Value: Sendable>(
        _ request: PackageRequest,
        key: Key,
        load: @Sendable () async throws -> sending PackageIndex,
        then body: @Sendable (PackagePlan, inout PackageIndex) async throws -> Value
    ) async throws -> Value {
        let loaded: Loaded
        // While a request waits for file lists, another one must not touch the same index.
        if let last, last.key == key, !last.isBusy {
            loaded = last
        } else {
            last = nil
            loaded = Loaded(key, try await load())
            last = loaded
        }
        loaded.isBusy = true
        defer { loaded.isBusy = false }
        // A recipe of archives alone asks for no package.
        let plan =
            request.packages.isEmpty ? PackagePlan() : try await loaded.index.resolve(request)
        return try await body(plan, &loaded.index)
    }
}

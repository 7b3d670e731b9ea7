package import Model
package import SystemPackage

/// All packages of some repositories and of a base: what requests are resolved against.
///
/// Not `Sendable`: one task loads it and asks it, any number of times. libsolv keeps no global state, so other tasks may have
/// an index of their own; only the loading of bases takes turns.
package struct PackageIndex: ~Copyable {
    /// A repository that was loaded.
    struct Member {
        let source: RepositorySource
        let index: RepositoryIndexFile
        let repository: SolvRepository
    }

    let pool: SolvPool
    let members: [Member]
    let fetch: MetadataFetch
    let cache: SolvCache?
    var hasFileLists = false
    /// The packages that the last request left out.
    var excluded: Set<Int32> = []

    /// The architecture that packages are chosen for.
    package let architecture: Architecture
    /// The packages of the base, sorted by name.
    package let installed: [NEVRA]
    /// What went wrong with keeping parsed metadata for the next run.
    package internal(set) var cacheFailures: [SolvCacheError] = []

    /// Loads repositories, and a base that all requests take for installed and unchangeable.
    ///
    /// - Parameters:
    ///   - repositories: Where packages may come from.
    ///   - base: The base's RPM database, or nothing to resolve against an empty system.
    ///   - architecture: The architecture that the packages must run on; it need not be the host's.
    ///   - cache: A folder for parsed metadata. Repositories of the same id replace each other's files there, so give each
    ///     target a folder of its own.
    ///   - fetch: Gets one file of a repository.
    /// - Returns: The index.
    /// - Throws: ``RepositoryError``, ``BaseDatabaseError`` or ``LibrpmError``.
    package static func load(
        repositories: [RepositorySource],
        base: BaseDatabase?,
        architecture: Architecture,
        cache: FilePath?,
        fetch: @escaping MetadataFetch
    ) async throws -> PackageIndex {
        let pool = SolvPool(architecture: architecture)
        var installed: [NEVRA] = []
        if let base {
            _ = try base.load(into: pool)
            installed = pool.packages.filter { pool.isInstalled($0) }.map { pool.nevra(of: $0) }
                .sorted { $0.description < $1.description }
        }
        var loader = MetadataLoader(cache: cache.map(SolvCache.init(folder:)), fetch: fetch)
        var members: [Member] = []
        for (source, arrival) in zip(repositories, try await loader.arrivals(of: repositories)) {
            let repository = pool.makeRepository(source.id)
            try await loader.loadPrimary(arrival, into: repository, of: pool)
            // libsolv prefers the higher number, dnf the lower.
            repository.setPriority(-Int32(clamping: min(max(source.priority, -99_999), 99_999)))
            members.append(Member(source: source, index: arrival.index, repository: repository))
        }
        var index = PackageIndex(
            pool: pool,
            members: members,
            fetch: fetch,
            cache: loader.cache,
            architecture: architecture,
            installed: installed
        )
        index.cacheFailures = loader.cacheFailures
        index.pool.index()
        return index
    }

    private init(
        pool: consuming SolvPool,
        members: [Member],
        fetch: @escaping MetadataFetch,
        cache: SolvCache?,
        architecture: Architecture,
        installed: [NEVRA]
    ) {
        self.pool = pool
        self.members = members
        self.fetch = fetch
        self.cache = cache
        self.architecture = architecture
        self.installed = installed
    }

    /// Loads the lists of all files, which are several times larger than the rest.
    mutating func loadFileLists() async throws {
        var loader = MetadataLoader(cache: cache, fetch: fetch)
        for member in members {
            try await loader.loadFileLists(member.index, into: member.repository, of: pool)
        }
        hasFileLists = true
        cacheFailures += loader.cacheFailures
        pool.index()
    }
}

package import Model
package import SystemPackage

/// All packages of some repositories and of a base: what requests are resolved against.
///
/// The repositories' packages lie in tables. A request brings those that can matter to it into libsolv's pool, beside the
/// base's, and the solver sees no others.
///
/// Not `Sendable`: one task loads it and asks it, any number of times. libsolv keeps no global state, so other tasks may have
/// an index of their own; only the loading of bases takes turns.
package struct PackageIndex: ~Copyable {
    /// A repository that was loaded.
    struct Member {
        let source: RepositorySource
        let index: RepositoryIndexFile
        let table: PackageTable
        /// The part of it that is in the pool, and which of its rows that is.
        var repository: SolvRepository?
        var origin = RowOrigin(first: 0, rows: [])
    }

    let pool: SolvPool
    var members: [Member]
    let fetch: MetadataFetch
    let cache: SolvCache?
    /// For paths that were looked for in file lists, the packages that have them: places among the members, and rows.
    var knownPaths: [String: [(member: Int, row: Int)]] = [:]
    /// Paths that packages in the pool need and no table has; the base may.
    var openPaths: Set<String> = []
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
        var loader = MetadataLoader(cache: cache.map(SolvCache.init(folder:)), fetch: fetch)
        var installed: [NEVRA] = []
        if let base {
            try loader.loadBase(base, into: pool)
            installed = pool.packages.filter { pool.isInstalled($0) }.map { pool.nevra(of: $0) }
                .sorted { $0.description < $1.description }
        }
        var members: [Member] = []
        for (source, arrival) in zip(repositories, try await loader.arrivals(of: repositories)) {
            let table = try await loader.loadTable(arrival)
            members.append(Member(source: source, index: arrival.index, table: table))
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
}

import SystemPackage

/// Brings the metadata of repositories into a pool: from the cache when that is fresh, else from the caller.
struct MetadataLoader {
    /// A repository whose index is here.
    struct Arrival: Sendable {
        let index: RepositoryIndexFile
        /// Where the caller put the primary metadata; nothing when the cache has it.
        let primary: FilePath?
    }

    let cache: SolvCache?
    let fetch: MetadataFetch
    private(set) var cacheFailures: [SolvCacheError] = []

    init(cache: SolvCache?, fetch: @escaping MetadataFetch) {
        self.cache = cache
        self.fetch = fetch
    }

    /// Gets what is needed of all repositories at once, in their order.
    ///
    /// Throws ``RepositoryError``.
    func arrivals(of sources: [RepositorySource]) async throws -> [Arrival] {
        let loader = self
        return try await withThrowingTaskGroup(of: (Int, Arrival).self) { group in
            for (number, source) in sources.enumerated() {
                group.addTask { (number, try await loader.arrival(of: source)) }
            }
            var arrivals: [Int: Arrival] = [:]
            for try await (number, arrival) in group { arrivals[number] = arrival }
            return sources.indices.compactMap { arrivals[$0] }
        }
    }

    private func arrival(of source: RepositorySource) async throws -> Arrival {
        let id = source.id
        let file = MetadataFile(
            repository: id,
            path: MetadataFile.indexPath,
            checksum: nil,
            size: nil
        )
        let path = try await get(file)
        if let keyring = source.metadataKeyring {
            let signature = MetadataFile(
                repository: id,
                path: MetadataFile.signaturePath,
                checksum: nil,
                size: nil
            )
            try MetadataSignature(file, signature: signature, keyring: keyring)
                .check(path, signature: try await get(signature))
        }
        let index = try RepositoryIndexFile(repository: id, path: path)
        let cookie = try SolvCache.cookie(of: [index.primary])
        if let cache, cache.has(Self.cacheName(id, "solv"), cookie: cookie) {
            return Arrival(index: index, primary: nil)
        }
        return Arrival(index: index, primary: try await get(index.primary))
    }

    /// Adds a repository's packages.
    ///
    /// Throws ``RepositoryError``.
    mutating func loadPrimary(
        _ arrival: Arrival,
        into repository: SolvRepository,
        of pool: borrowing SolvPool
    ) async throws {
        let file = arrival.index.primary
        let name = Self.cacheName(file.repository, "solv")
        let cookie = try SolvCache.cookie(of: [file])
        if arrival.primary == nil, let cached = cache?.open(name, cookie: cookie) {
            if repository.addCache(cached) { return }
            repository.empty()
        }
        var path = arrival.primary
        if path == nil { path = try await get(file) }
        let stream = try MetadataFileReader(file).open(path ?? FilePath(file.path))
        guard repository.addPrimary(stream) else {
            throw RepositoryError.malformed(file, detail: pool.lastError)
        }
        store(name, cookie: cookie) { repository.write($0) }
    }

    /// Adds the file lists of a repository's packages, where there are any.
    ///
    /// Throws ``RepositoryError``.
    mutating func loadFileLists(
        _ index: RepositoryIndexFile,
        into repository: SolvRepository,
        of pool: borrowing SolvPool
    ) async throws {
        guard let file = index.fileLists else { return }
        let name = Self.cacheName(file.repository, "solvx")
        let cookie = try SolvCache.cookie(of: [index.primary, file])
        if let cached = cache?.open(name, cookie: cookie), repository.addFileListCache(cached) {
            return
        }
        let stream = try MetadataFileReader(file).open(try await get(file))
        guard repository.addFileLists(stream) else {
            throw RepositoryError.malformed(file, detail: pool.lastError)
        }
        store(name, cookie: cookie) { repository.writeLastAddition($0) }
    }

    /// Gets the advisories of a repository, or nothing where it has none.
    ///
    /// Throws ``RepositoryError``.
    mutating func loadAdvisories(_ index: RepositoryIndexFile) async throws -> AdvisoryList? {
        guard let file = index.updateInfo else { return nil }
        let name = Self.cacheName(file.repository, "solvi")
        let cookie = try SolvCache.cookie(of: [file])
        let list = AdvisoryList(repository: file.repository)
        if let cached = cache?.open(name, cookie: cookie) {
            if list.repository.addCache(cached) { return list }
            list.repository.empty()
        }
        let stream = try MetadataFileReader(file).open(try await get(file))
        guard list.repository.addAdvisories(stream) else {
            throw RepositoryError.malformed(file, detail: list.pool.lastError)
        }
        store(name, cookie: cookie) { list.repository.write($0) }
        return list
    }

    private func get(_ file: MetadataFile) async throws -> FilePath {
        do {
            return try await fetch(file)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw RepositoryError.unavailable(file, cause: error)
        }
    }

    private mutating func store(
        _ name: String,
        cookie: [UInt8],
        write: (borrowing SolvFile) -> Bool
    ) {
        do throws(SolvCacheError) {
            try cache?.store(name, cookie: cookie, write: write)
        } catch {
            // This run has the metadata; the caller may want to say that the next one will not.
            cacheFailures.append(error)
        }
    }

    /// A file name for whatever a repository is called.
    private static func cacheName(_ id: String, _ suffix: String) -> String {
        let safe = id.utf8.map { byte -> String in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                String(UnicodeScalar(byte))
            default: "%\(byte)%"
            }
        }
        return "\(safe.joined().prefix(200)).\(suffix)"
    }
}

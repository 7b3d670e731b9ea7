import Model
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
        if let cache, cache.tables.has(Self.cacheName(id, "table"), cookie: cookie) {
            return Arrival(index: index, primary: nil)
        }
        return Arrival(index: index, primary: try await get(index.primary))
    }

    /// Gets the table of a repository's packages.
    ///
    /// Throws ``RepositoryError``.
    mutating func loadTable(_ arrival: Arrival) async throws -> PackageTable {
        let file = arrival.index.primary
        let name = Self.cacheName(file.repository, "table")
        let cookie = try SolvCache.cookie(of: [file])
        if arrival.primary == nil, let table = cache?.tables.open(name, cookie: cookie) {
            return table
        }
        var path = arrival.primary
        if path == nil { path = try await get(file) }
        let size = Int(clamping: min(file.openSize ?? 0, 1 << 30))
        let words = try MetadataFileReader(file).read(path ?? FilePath(file.path)) {
            text throws(XMLProblem) in
            try PrimaryReader(expecting: size, text.source).read().serialized()
        }
        do throws(SolvCacheError) {
            try cache?.tables.store(words, name, cookie: cookie)
        } catch {
            // This run has the metadata; the caller may want to say that the next one will not.
            cacheFailures.append(error)
        }
        guard let table = PackageTable(PackageTable.Memory(words)) else {
            throw RepositoryError.malformed(file, detail: "it is too large for a table")
        }
        return table
    }

    /// Finds the packages that have files of some paths: for each path, the packages' checksums.
    ///
    /// Throws ``RepositoryError``.
    mutating func search(
        _ paths: Set<String>,
        in index: RepositoryIndexFile
    ) async throws -> [String: [String]] {
        guard let file = index.fileLists else { return [:] }
        let name = Self.cacheName(file.repository, "paths")
        let cookie = try SolvCache.cookie(of: [index.primary, file])
        var known = PathList(cache?.read(name, cookie: cookie) ?? [])
        let missing = paths.filter { known.owners[$0] == nil }
        if !missing.isEmpty {
            let path = try await get(file)
            let found = try MetadataFileReader(file).read(path) { text throws(XMLProblem) in
                try FileListReader(missing, text.source).read()
            }
            for path in missing { known.owners[path] = found[path] ?? [] }
            store(name, cookie: cookie) { $0.write(known.bytes) }
        }
        return known.owners.filter { paths.contains($0.key) }
    }

    /// Reads the advisories of a repository that steps between versions bring; none where it has no advisories.
    ///
    /// Throws ``RepositoryError``.
    func advisories(of steps: UpdateSteps, in index: RepositoryIndexFile) async throws -> [Advisory]
    {
        guard let file = index.updateInfo else { return [] }
        let path = try await get(file)
        return try MetadataFileReader(file).read(path) { text throws(XMLProblem) in
            try UpdateInfoReader(steps, text.source).read()
        }
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

    mutating func store(
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

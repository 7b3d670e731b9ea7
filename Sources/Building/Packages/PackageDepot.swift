import Files
import Model
import RPM
import SystemPackage
import Transfer

/// Gets the files of repositories: metadata and packages, kept in a cache when they come from a server.
struct PackageDepot: Sendable {
    private let sources: [String: PackageSource]
    private let client: TransferClient
    private let metadata: Folder
    private let packages: Folder
    /// Where parsed metadata is kept.
    let parsed: FilePath

    /// Opens the cache in a folder, and makes it where it is missing.
    ///
    /// Throws: `FileError`.
    init(
        sources: [PackageSource],
        client: TransferClient,
        cache: FilePath,
        target: String
    ) throws(FileError) {
        var table: [String: PackageSource] = [:]
        for source in sources { table[source.id] = source }
        self.sources = table
        self.client = client
        let folder = try Folder.making(cache)
        metadata = try folder.subfolder("metadata", making: true)
        packages = try folder.subfolder("packages", making: true)
        parsed = try folder.subfolder("parsed", making: true).subfolder(target, making: true).path
    }

    /// Gets one metadata file; what it holds is checked by whoever asked for it.
    func metadataFile(_ file: MetadataFile) async throws -> FilePath {
        guard let source = sources[file.repository] else {
            throw BuildError.unknownRepository(file.repository)
        }
        return try await source.mirrors.first { place, isLast in
            let isIndex = file.path == MetadataFile.indexPath
            let path: FilePath
            switch place.appending(file.path) {
            case .folder(let local): path = local
            case .server(let location):
                path = try await fetch(file, from: location, isLast ? client : client.impatient)
            }
            guard try !isIndex || source.mirrors.accepts(path) else {
                throw RepositorySetupError.wrongIndex(mirror: "\(place)", repository: source.id)
            }
            return path
        }
    }

    private func fetch(
        _ file: MetadataFile,
        from location: Location,
        _ client: TransferClient
    ) async throws -> FilePath {
        let suffix = FilePath(file.path).lastComponent?.string ?? "file"
        guard let checksum = file.checksum,
            let digest = ContentDigest(algorithm: checksum.algorithm.rawValue, hex: checksum.hex)
        else {
            // The entry point names no checksum, and is fetched anew each time.
            let name = "\(file.repository)-\(suffix)"
            try metadata.write(try await client.fetch(location, limit: 16 << 20), to: name)
            return metadata.path.appending(name)
        }
        let name = "\(checksum.hex)-\(suffix)"
        if try metadata.entry(name)?.kind == .file { return metadata.path.appending(name) }
        let task = ProgressTask("metadata of \(file.repository)", id: name, unit: .bytes)
        let download = try await client.download(
            location,
            into: metadata,
            expecting: Expectation(size: file.size.map { Int64(clamping: $0) }, digest: digest),
            task: task
        )
        try download.commit(as: name)
        return metadata.path.appending(name)
    }

    /// Gets a package's file; size and checksum are proven for what is fetched, and left to the reader for what is not.
    func packageFile(_ package: PlannedPackage) async throws -> FilePath {
        guard let source = sources[package.repository] else {
            throw BuildError.unknownRepository(package.repository)
        }
        guard let base = package.base else {
            return try await source.mirrors.first { place, isLast in
                try await get(package, from: place, isLast ? client : client.impatient)
            }
        }
        // Metadata may send readers to another server, but not to files of this machine.
        let place = try PackagePlace(base)
        guard place.isServer || !source.mirrors.hasServer else {
            throw BuildError.strangePlace(package.nevra.description, base)
        }
        return try await get(package, from: place, client)
    }

    private func get(
        _ package: PlannedPackage,
        from place: PackagePlace,
        _ client: TransferClient
    ) async throws -> FilePath {
        switch place.appending(package.location) {
        case .folder(let path): return path
        case .server(let location): return try await fetch(package, from: location, client)
        }
    }

    private func fetch(
        _ package: PlannedPackage,
        from location: Location,
        _ client: TransferClient
    ) async throws -> FilePath {
        let name = "\(package.checksum.hex).rpm"
        if try packages.entry(name)?.kind == .file { return packages.path.appending(name) }
        guard
            let digest = ContentDigest(
                algorithm: package.checksum.algorithm.rawValue,
                hex: package.checksum.hex
            )
        else { throw BuildError.weakChecksum(package.nevra.description) }
        let download = try await client.download(
            location,
            into: packages,
            expecting: Expectation(size: Int64(clamping: package.size), digest: digest),
            task: ProgressTask("downloading \(package.nevra.name)", id: name, unit: .bytes)
        )
        try download.commit(as: name)
        return packages.path.appending(name)
    }

    /// Gets the files of packages, a few at a time, in the order of the packages.
    func packageFiles(_ planned: [PlannedPackage]) async throws -> [FilePath] {
        let depot = self
        var paths: [Int: FilePath] = [:]
        try await withThrowingTaskGroup(of: (Int, FilePath).self) { group in
            for (number, package) in planned.enumerated() {
                if number >= 6, let (done, path) = try await group.next() { paths[done] = path }
                group.addTask { (number, try await depot.packageFile(package)) }
            }
            for try await (done, path) in group { paths[done] = path }
        }
        return planned.indices.compactMap { paths[$0] }
    }
}

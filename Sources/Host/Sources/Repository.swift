import Crypto
package import Model
import TUF
package import Transfer

/// A source's repository, read from the root that the host has pinned.
package struct Repository: Sendable {
    private static let limits = {
        var limits = ClientLimits()
        // Publishers sign timestamps for 365 days at most: by this a host without a clock that runs on finds out.
        limits.longestTimestamp = 400 * 86_400
        return limits
    }()

    package let source: SourceDefinition
    private let location: Location

    /// Takes a source.
    ///
    /// Throws: `TransferError` for a URL that is none.
    package init(_ source: SourceDefinition) throws {
        self.source = source
        location = try Location(source.url)
    }

    /// Brings what is trusted of the repository up to date, and reads the roles of some extensions.
    ///
    /// The time is in seconds since 1970-01-01 UTC. Throws: `SourceError.unavailable` when it cannot be had, `.untrusted` when it is not
    /// signed as it must be, expired, or older than what was seen last.
    func index(
        _ client: TransferClient,
        trust: SourceTrust,
        now: Int64,
        lastSeen: HostState.SeenIndex?,
        names: Set<ExtensionName>
    ) async throws -> RepositoryIndex {
        do {
            var updater = try await updater(client, trust, now: now)
            try await updater.refresh()
            return try await index(&updater, lastSeen: lastSeen, names: names)
        } catch let error as SourceError {
            throw error
        } catch let error as ClientError {
            throw failure(error)
        } catch let error as IndexError {
            throw SourceError.untrusted(source.name, url: location.description, cause: error)
        } catch let error as TransferError {
            throw SourceError.unavailable(source.name, url: location.description, cause: error)
        }
    }

    /// A repository without a timestamp is none; whatever else is wrong is a matter of trust.
    private func failure(_ error: ClientError) -> SourceError {
        switch error {
        case .missing(file: "timestamp.json"):
            .unavailable(source.name, url: location.description, cause: error)
        default: .untrusted(source.name, url: location.description, cause: error)
        }
    }

    /// A client that begins with the root trusted last, or else with the pinned one.
    private func updater(
        _ client: TransferClient,
        _ trust: SourceTrust,
        now: Int64
    ) async throws -> Updater {
        let metadata = RemoteMetadata(location.appending(RepositoryLayout.metadata), client)
        if let known = try? Updater(source: metadata, store: trust, now: now, limits: Self.limits) {
            return known
        }
        let version = source.root.version
        let file = "\(version).root.json"
        guard let bytes = try await metadata.metadata(named: file, limit: Self.limits.root) else {
            throw SourceError.unavailable(
                source.name,
                url: location.description,
                cause: ClientError.missing(file: file)
            )
        }
        guard Checksum(SHA256.hash(data: bytes)) == source.root.checksum else {
            throw SourceError.otherRoot(
                source.name,
                url: location.description,
                version: version
            )
        }
        let updater = try Updater(
            root: bytes,
            source: metadata,
            store: trust,
            now: now,
            limits: Self.limits
        )
        try trust.write(bytes, named: "root.json")
        return updater
    }

    private func index(
        _ updater: inout Updater,
        lastSeen: HostState.SeenIndex?,
        names: Set<ExtensionName>
    ) async throws -> RepositoryIndex {
        let version = try updater.trusted.currentTimestamp().version
        // What the trust folder knows may have been lost; what the records of the host know counts as well.
        let signers = (updater.trusted.root.roles["timestamp"]?.keyIDs ?? []).sorted()
        if let lastSeen, lastSeen.signers == signers, version < Int64(lastSeen.version) {
            throw ClientError.rolledBack(
                file: "timestamp.json",
                offered: version,
                trusted: Int64(lastSeen.version)
            )
        }
        let top = try await updater.top()
        let roles = (top.delegations?.roles ?? []).map(\.name)
        let offered = roles.compactMap(RepositoryLayout.extensionName(ofRole:))
        var images: [PublishedImage] = []
        for name in offered where names.contains(name) {
            let role = try await updater.role(named: RepositoryLayout.role(of: name))
            images += try role.targets.map { try PublishedImage(path: $0.key, $0.value, of: name) }
        }
        return RepositoryIndex(
            version: Int(clamping: version),
            signers: signers,
            title: top[extra: RepositoryLayout.titleMember]?.string ?? "",
            names: offered.sorted(),
            images: images
        )
    }

    /// Fetches an image into the store's folder, without a name yet.
    ///
    /// Throws: `TransferError`, of kind verification when the bytes are not the ones that the index names.
    package func download(
        _ image: InstalledImage,
        _ client: TransferClient,
        into store: Store
    ) async throws -> UnverifiedImage {
        let file = image.file.text
        let gate = store.folder.gate
        try gate.pass(.createFile, store.folder.path(of: file))
        let verified = try await client.download(
            location.appending("\(image.name)/\(file)"),
            into: store.folder.files,
            expecting: Expectation(
                size: image.size,
                digest: ContentDigest(image.checksum),
                limit: image.size
            ),
            task: ProgressTask("downloading \(image.name) \(image.version)", unit: .bytes)
        )
        return UnverifiedImage(file: verified, installed: image)
    }
}

extension PublishedImage {
    /// The image that an extension's role lists under a path.
    ///
    /// Throws: `IndexError.malformed` also when the entry's length and digest are not the image's.
    fileprivate init(
        path: String,
        _ file: TargetFile,
        of name: ExtensionName
    ) throws(IndexError) {
        guard let custom = file.custom else { throw .malformed("'\(path)' is not described") }
        try self.init(json: Array(custom.text().utf8), path: path)
        guard self.name == name, file.length == size, file.hashes["sha256"] == checksum.hex else {
            throw .malformed("'\(path)' is described as another file")
        }
    }
}

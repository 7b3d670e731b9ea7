package import Model
import TUF
package import Transfer

/// A source's repository, read with the key that the host has pinned.
package struct Repository: Sendable {
    package let source: SourceDefinition
    private let location: Location
    private let key: PublicKey

    /// Takes a source.
    ///
    /// Throws: `SourceError.badKey`, `TransferError` for a URL that is none.
    package init(_ source: SourceDefinition) throws {
        self.source = source
        location = try Location(source.url)
        guard let key = PublicKey(source.key) else {
            throw SourceError.badKey(source: source.name.text, key: source.key)
        }
        self.key = key
    }

    /// Fetches the index and proves it.
    ///
    /// Throws: `SourceError.unavailable` when it cannot be had, `.untrusted` when it is not the key's, expired, or older than
    /// the version that was seen last.
    package func index(
        _ client: TransferClient,
        now: Int64,
        lastSeen: Int?
    ) async throws
        -> RepositoryIndex
    {
        let bytes: [UInt8]
        do {
            bytes = try await client.fetch(
                location.appending(RepositoryIndex.path),
                limit: RepositoryIndex.sizeLimit
            )
        } catch let error as any Diagnosable {
            throw SourceError.unavailable(source.name, url: location.description, cause: error)
        }
        do {
            let document = try TrustedDocument(
                verifying: bytes,
                signedBy: key,
                freshness: .current(at: now, lastSeen: lastSeen.map(Int64.init))
            )
            return try RepositoryIndex(json: document.json)
        } catch let error as TrustError {
            throw SourceError.untrusted(source.name, url: location.description, cause: error)
        } catch let error as any Diagnosable {
            throw SourceError.untrusted(source.name, url: location.description, cause: error)
        }
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

import Model
import TUF

/// Reads what a repository's metadata says, and checks that the owner's keys signed it.
struct StateReader {
    /// The largest metadata file that is read, in bytes.
    private static let limit = 64 << 20

    let destination: any Destination
    /// Every version of the root, oldest first: what is published may still be signed by keys that were replaced since.
    let roots: [Root]

    /// Reads all of it.
    ///
    /// Throws: `PublishError.untrustedMetadata` when a file is missing, is not what the file above it says, or is not the owner's.
    func read() async throws -> PublishedState {
        var state = PublishedState()
        guard let object = try await destination.read(MetadataName.timestamp, limit: Self.limit)
        else { return state }
        state.tag = object.tag
        let timestamp = try document(object.bytes, MetadataName.timestamp, role: Timestamp.self)
        state.timestamp = timestamp
        let snapshot: PublishedState.Signed<Snapshot> = try await top(
            "snapshot",
            timestamp.document.snapshot
        )
        state.snapshot = snapshot
        let meta = snapshot.document.meta
        guard let entry = meta[MetadataName.entry("targets")] else {
            throw bad("snapshot", .badDocument("it does not name targets.json"))
        }
        let targets: PublishedState.Signed<Targets> = try await top("targets", entry)
        state.targets = targets
        var images: [PublishedImage] = []
        for role in targets.document.delegations?.roles ?? [] {
            guard let name = RepositoryLayout.extensionName(ofRole: role.name),
                let entry = meta[MetadataName.entry(role.name)],
                let keys = targets.document.delegations?.keys
            else { throw bad(role.name, .badDocument("it is not an extension's role")) }
            let signed = try await delegated(role, entry, keys)
            state.roles[name] = signed
            images += try entries(of: signed.document)
        }
        state.images = ImageSet(images: images, retired: targets.document.retired)
        return state
    }

    /// The images that a role lists.
    private func entries(of targets: Targets) throws -> [PublishedImage] {
        try targets.targets.map { path, file in
            do throws(IndexError) {
                return try PublishedImage(path: path, file)
            } catch {
                throw PublishError.unreadableIndex(
                    repository: destination.description,
                    error
                )
            }
        }
    }

    private func top<Document: RoleDocument>(
        _ role: String,
        _ entry: MetaFile
    ) async throws -> PublishedState.Signed<Document> {
        let name = MetadataName.file(role, entry.version)
        return try document(try await bytes(name, entry), name, role: Document.self)
    }

    private func delegated(
        _ role: DelegatedRole,
        _ entry: MetaFile,
        _ keys: KeyTable
    ) async throws -> PublishedState.Signed<Targets> {
        let name = MetadataName.file(role.name, entry.version)
        let bytes = try await bytes(name, entry)
        do throws(TrustError) {
            let document = try Envelope(parsing: bytes).document(
                Targets.self,
                role: role.name,
                signers: role.signers,
                keys: keys
            )
            return PublishedState.Signed(document: document, isCurrent: true)
        } catch {
            throw bad(role.name, error)
        }
    }

    /// A file whose length and hash the file above it names.
    private func bytes(_ name: String, _ entry: MetaFile) async throws -> [UInt8] {
        guard let object = try await destination.read(name, limit: Self.limit) else {
            throw bad(name, .badDocument("it is missing"))
        }
        guard entry == MetaFile(version: entry.version, describing: object.bytes) else {
            throw bad(name, .badDocument("it is another file than was signed"))
        }
        return object.bytes
    }

    /// Reads a document of a top-level role, signed by the keys of the newest root that fits.
    private func document<Document: RoleDocument>(
        _ bytes: [UInt8],
        _ name: String,
        role: Document.Type
    ) throws -> PublishedState.Signed<Document> {
        do throws(TrustError) {
            let envelope = try Envelope(parsing: bytes)
            var failure = TrustError.noSignature
            for (index, root) in roots.enumerated().reversed() {
                guard let signers = root.roles[Document.type] else { continue }
                do throws(TrustError) {
                    let document = try envelope.document(
                        Document.self,
                        role: Document.type,
                        signers: signers,
                        keys: root.keys
                    )
                    return PublishedState.Signed(
                        document: document,
                        isCurrent: index == roots.count - 1
                    )
                } catch {
                    if index == roots.count - 1 { failure = error }
                }
            }
            throw failure
        } catch {
            throw bad(name, error)
        }
    }

    private func bad(_ name: String, _ cause: TrustError) -> PublishError {
        .untrustedMetadata(repository: destination.description, file: name, cause: cause)
    }
}

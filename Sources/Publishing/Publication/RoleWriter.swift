import Model
import TUF

/// Writes the next version of a role's document where the present one does not say the same any more, or not for long.
struct RoleWriter {
    let destination: any Destination
    let lifetimes: Lifetimes
    let now: Int64

    /// With what a role's document is signed, and by whom clients want it signed.
    struct Signing {
        var role: RoleKeys
        var table: KeyTable
        var keys: [SigningKey]
    }

    /// What one role's document has become.
    struct Written<Document: RoleDocument> {
        var document: Document
        var entry: MetaFile
        var isNew: Bool
    }

    /// Writes a document, or keeps the one that there is.
    ///
    /// A version whose name is taken by other bytes belongs to a publication that was stopped: the next number is tried. Throws:
    /// what the destination throws, `PublishError.noSigner`.
    func write<Document: RoleDocument>(
        _ wanted: Document,
        over old: PublishedState.Signed<Document>?,
        present: MetaFile?,
        role: String,
        life: Int64,
        signing sign: () throws -> Signing
    ) async throws -> Written<Document> {
        var kept: Written<Document>?
        if let old, let present, old.isCurrent, Self.saysTheSame(old.document, wanted) {
            kept = Written(document: old.document, entry: present, isNew: false)
        }
        if let kept, !Lifetimes.isDue(expires: kept.document.expires, life: life, now: now) {
            return kept
        }
        var document = wanted
        document.expires = Lifetimes.expiry(life, now: now)
        document.version = (old?.document.version ?? 0) + 1
        let signing: Signing
        do {
            signing = try sign()
        } catch let error as PublishError {
            // Whoever has the online key alone can go on until what others sign has really expired.
            guard case .noSigner = error, let kept, kept.document.expires > now else { throw error }
            return kept
        }
        while true {
            let envelope = try Envelope(signing: document.signed, with: signing.keys)
            // What clients would refuse is never written.
            guard envelope.signers(signing.role, signing.table).count >= signing.role.threshold
            else {
                throw PublishError.noSigner(role: role, keyIDs: signing.role.keyIDs, place: "")
            }
            let bytes = Array(envelope.text.utf8)
            let name = MetadataName.file(role, document.version)
            if try await create(name, bytes) {
                let entry = MetaFile(version: document.version, describing: bytes)
                return Written(document: document, entry: entry, isNew: true)
            }
            document.version += 1
        }
    }

    /// Makes an object; false when there is one with other bytes.
    func create(_ name: String, _ bytes: [UInt8]) async throws -> Bool {
        if try await destination.create(name, .bytes(bytes)) { return true }
        return try await destination.read(name, limit: bytes.count + 1)?.bytes == bytes
    }

    /// Whether two documents differ in their version and expiry at most.
    private static func saysTheSame<Document: RoleDocument>(
        _ old: Document,
        _ new: Document
    ) -> Bool {
        var old = old
        old.version = new.version
        old.expires = new.expires
        return old.signed == new.signed
    }
}

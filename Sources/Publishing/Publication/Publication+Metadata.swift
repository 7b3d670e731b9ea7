import Crypto
import Model
import TUF
import Transfer

extension Publication {
    private var writer: RoleWriter {
        RoleWriter(destination: destination, lifetimes: options.lifetimes, now: options.now)
    }

    /// Checks before anything is written that the keys are at hand that a change of the images needs.
    ///
    /// Throws: `PublishError.noSigner`.
    func checkKeys() throws {
        guard images != state.images else { return }
        for role in ["timestamp", "snapshot", "targets"] { _ = try options.keys.signers(role) }
        let changed = Set(images.images.filter { state.images[$0.path] != $0 }.map(\.name))
        for role in try delegations(Set(images.images.map(\.name))).roles {
            guard let name = RepositoryLayout.extensionName(ofRole: role.name),
                changed.contains(name)
            else { continue }
            _ = try options.keys.signers(role)
        }
    }

    /// Writes all metadata but the timestamp, which is given back: until that is published, nobody sees any of it.
    func writeMetadata() async throws -> RoleWriter.Written<Timestamp> {
        try await writeRoots()
        var meta: [String: MetaFile] = [:]
        let groups = Dictionary(grouping: images.images, by: \.name)
        let delegations = try delegations(Set(groups.keys))
        for (name, images) in groups.sorted(by: { $0.key < $1.key }) {
            let role = RepositoryLayout.role(of: name)
            meta[MetadataName.entry(role)] = try await write(name, images, delegations)
        }
        let targets = try await writeTargets(delegations)
        meta[MetadataName.entry("targets")] = targets.entry
        let snapshot = try await writer.write(
            Snapshot(version: 1, expires: 0, meta: meta),
            over: state.snapshot,
            present: state.timestamp?.document.snapshot,
            role: "snapshot",
            life: options.lifetimes.snapshot,
            signing: { try signing("snapshot") }
        )
        return try nextTimestamp(snapshot.entry)
    }

    /// Replaces the timestamp: from here on, readers see the new state.
    ///
    /// Throws: `PublishError.busy` when another publication was faster.
    func publish(_ timestamp: Timestamp) async throws {
        let signed = try Envelope(
            signing: timestamp.signed,
            with: options.keys.signers("timestamp")
        )
        let bytes = Array(signed.text.utf8)
        guard try await destination.replace(MetadataName.timestamp, with: bytes, over: state.tag)
        else { throw PublishError.busy(repository: destination.description) }
    }

    private func writeRoots() async throws {
        for root in options.keys.roots {
            let name = MetadataName.file("root", root.document.version)
            guard try await writer.create(name, root.bytes) else {
                throw PublishError.otherRoot(
                    repository: destination.description,
                    version: root.document.version
                )
            }
        }
    }

    /// How a top-level role's document is signed.
    private func signing(_ role: String) throws(PublishError) -> RoleWriter.Signing {
        let root = options.keys.root
        return RoleWriter.Signing(
            role: root.roles[role] ?? RoleKeys(keyIDs: [], threshold: 1),
            table: root.keys,
            keys: try options.keys.signers(role)
        )
    }

    /// The roles of extensions: each may list what is in the folder of its name.
    private func delegations(_ names: Set<ExtensionName>) throws -> Delegations {
        var keys = KeyTable([])
        var roles: [DelegatedRole] = []
        let present = state.targets?.document.delegations
        for name in names.sorted() {
            let role = RepositoryLayout.role(of: name)
            // Without its key at hand, a role keeps the one that it has.
            let known = present?.roles.first { $0.name == role }
            if let known, !options.keys.hasOwnKey(name),
                let key = known.signers.keyIDs.first.flatMap({ present?.keys[$0] }),
                !options.keys.isOfTargets(known)
            {
                keys.add(key)
                roles.append(known)
                continue
            }
            let signers = try options.keys.publicKeys(of: name)
            for key in signers { keys.add(key) }
            roles.append(
                DelegatedRole(
                    name: role,
                    signers: RoleKeys(keyIDs: signers.map(\.identifier), threshold: 1),
                    isTerminating: true,
                    scope: .paths([RepositoryLayout.pattern(of: name)])
                )
            )
        }
        return Delegations(keys: keys, roles: roles)
    }

    private func write(
        _ name: ExtensionName,
        _ images: [PublishedImage],
        _ delegations: Delegations
    ) async throws -> MetaFile {
        let role = RepositoryLayout.role(of: name)
        var targets: [String: TargetFile] = [:]
        for image in images { targets[image.path] = try TargetFile(image) }
        var old = state.roles[name]
        // Keys that were changed sign anew.
        old?.isCurrent =
            state.targets?.document.delegations?.roles.first { $0.name == role }
            == delegations.roles.first { $0.name == role }
        return try await writer.write(
            Targets(version: 1, expires: 0, targets: targets),
            over: old,
            present: state.snapshot?.document.meta[MetadataName.entry(role)],
            role: role,
            life: options.lifetimes.targets,
            signing: {
                guard let delegated = delegations.roles.first(where: { $0.name == role }) else {
                    throw PublishError.noSigner(role: role, keyIDs: [], place: options.keys.place)
                }
                return RoleWriter.Signing(
                    role: delegated.signers,
                    table: delegations.keys,
                    keys: try options.keys.signers(delegated)
                )
            }
        ).entry
    }

    private func writeTargets(
        _ delegations: Delegations
    ) async throws -> RoleWriter.Written<Targets> {
        let search = try SearchDocument(title: title, images: images.images).json()
        let checksum = Checksum(SHA256.hash(data: search))
        let path = RepositoryLayout.searchPath(checksum)
        guard try await writer.create(path, search) else {
            throw PublishError.otherBytes(image: path)
        }
        var targets = Targets(
            version: 1,
            expires: 0,
            targets: [
                path: TargetFile(
                    length: Int64(search.count),
                    hashes: ["sha256": checksum.hex],
                    custom: ["kind": "search"]
                )
            ],
            delegations: delegations
        )
        targets.title = title
        targets.retired = images.retired
        for old in state.targets?.document.targets.keys ?? [:].keys where old != path {
            targets.retired[old] = options.now
        }
        targets.retired[path] = nil
        return try await writer.write(
            targets,
            over: state.targets,
            present: state.snapshot?.document.meta[MetadataName.entry("targets")],
            role: "targets",
            life: options.lifetimes.targets,
            signing: { try signing("targets") }
        )
    }

    /// The timestamp that follows: the old one itself when it says the same and is good for long enough.
    private func nextTimestamp(_ snapshot: MetaFile) throws -> RoleWriter.Written<Timestamp> {
        let life = options.lifetimes.timestamp
        if let old = state.timestamp, old.isCurrent, old.document.snapshot == snapshot,
            !Lifetimes.isDue(expires: old.document.expires, life: life, now: options.now)
        {
            return .init(document: old.document, entry: snapshot, isNew: false)
        }
        let timestamp = Timestamp(
            version: (state.timestamp?.document.version ?? 0) + 1,
            expires: Lifetimes.expiry(life, now: options.now),
            snapshot: snapshot
        )
        return .init(document: timestamp, entry: snapshot, isNew: true)
    }
}

import Synchronization
import TUF

/// A repository in memory, whose documents can be changed in any way before they are signed.
struct SimulatedRepository: MetadataSource {
    static let now: Int64 = 1_800_000_000
    static let future: Int64 = now + 86_400

    var keys: [String: [SigningKey]]
    var root: Root
    var timestamp: Timestamp
    var snapshot: Snapshot
    var targets: Targets
    var delegated: [String: Targets] = [:]
    /// Who signs a role in place of its keys.
    var signers: [String: [SigningKey]] = [:]
    private(set) var files: [String: [UInt8]] = [:]

    init() throws {
        keys = [:]
        for role in Root.roleNames { keys[role] = [SigningKey()] }
        let all = keys.values.joined().map(\.publicKey)
        root = Root(
            version: 1,
            expires: Self.future,
            keys: KeyTable(all),
            roles: keys.mapValues { keys in
                RoleKeys(keyIDs: keys.map(\.publicKey.identifier), threshold: 1)
            }
        )
        targets = Targets(version: 1, expires: Self.future)
        snapshot = Snapshot(version: 1, expires: Self.future, meta: [:])
        timestamp = Timestamp(
            version: 1,
            expires: Self.future,
            snapshot: MetaFile(version: 1)
        )
        try publishRoot()
        try publish()
    }

    func metadata(named name: String, limit: Int) async throws -> [UInt8]? {
        guard let bytes = files[name] else { return nil }
        guard bytes.count <= limit else { throw TooLarge() }
        return bytes
    }

    struct TooLarge: Error {}

    /// Lets a role have another key, in the next root.
    mutating func rotate(_ role: String) {
        let key = SigningKey()
        keys[role] = [key]
        root.keys.add(key.publicKey)
        root.roles[role] = RoleKeys(keyIDs: [key.publicKey.identifier], threshold: 1)
    }

    /// Signs the root and puts it beside the ones before.
    mutating func publishRoot(signedBy signers: [SigningKey]? = nil) throws {
        let signers = signers ?? keys["root"] ?? []
        files["\(root.version).root.json"] = try Self.bytes(root, signers)
    }

    /// Raises all versions.
    mutating func advance() {
        targets.version += 1
        snapshot.version += 1
        timestamp.version += 1
    }

    /// Signs all but the root, each entry naming what it is about.
    mutating func publish() throws {
        for (role, document) in delegated {
            snapshot.meta["\(role).json"] = try put(document, role)
        }
        snapshot.meta["targets.json"] = try put(targets, "targets")
        timestamp.snapshot = try put(snapshot, "snapshot")
        files["timestamp.json"] = try Self.bytes(
            timestamp,
            signers["timestamp"] ?? keys["timestamp"] ?? []
        )
    }

    /// Replaces a file's bytes.
    mutating func replace(_ name: String, _ bytes: [UInt8]?) { files[name] = bytes }

    private mutating func put(_ document: some RoleDocument, _ role: String) throws -> MetaFile {
        let name = "\(document.version).\(role).json"
        let signers = signers[role] ?? keys[role] ?? keys["targets"] ?? []
        let bytes = try Self.bytes(document, signers)
        files[name] = bytes
        return MetaFile(
            version: document.version,
            length: Int64(bytes.count),
            hashes: ["sha256": Digests.sha256(bytes)]
        )
    }

    private static func bytes(
        _ document: some RoleDocument,
        _ signers: [SigningKey]
    ) throws -> [UInt8] {
        Array(try Envelope(signing: document.signed, with: signers).text.utf8)
    }
}

/// Trusted metadata of a client in memory.
final class MemoryStore: TrustStore {
    struct Full: Error {}

    private let kept = Mutex<[String: [UInt8]]>([:])
    private let left = Mutex(Int.max)

    var files: [String: [UInt8]] {
        get { kept.withLock { $0 } }
        set { kept.withLock { $0 = newValue } }
    }

    /// After so many changes, each further one fails.
    var changesLeft: Int {
        get { left.withLock { $0 } }
        set { left.withLock { $0 = newValue } }
    }

    func read(_ name: String) throws -> [UInt8]? { files[name] }

    func write(_ bytes: [UInt8], named name: String) throws {
        try takeChange()
        kept.withLock { $0[name] = bytes }
    }

    func remove(_ name: String) throws {
        try takeChange()
        kept.withLock { $0[name] = nil }
    }

    private func takeChange() throws {
        try left.withLock { left in
            guard left > 0 else { throw Full() }
            left -= 1
        }
    }
}

/// The metadata that a client trusts, and the rules by which it comes to trust more (TUF section 5); it fetches and stores nothing.
///
/// Files are offered in the order root, timestamp, snapshot, targets; each one is checked against those that are trusted already. A
/// file that is too old to act on still counts against older ones.
package struct TrustedMetadata: Sendable {
    /// Seconds since 1970-01-01 UTC: the same for a whole update.
    package let now: Int64
    private let longestTimestamp: Int64?
    package private(set) var root: Root
    package private(set) var timestamp: Timestamp?
    package private(set) var snapshot: Snapshot?
    /// By role; what is in it was verified with the keys of some delegating role.
    private(set) var envelopes: [String: Envelope] = [:]

    /// Takes the root that a client trusts from the start; its own keys must have signed it.
    ///
    /// Throws: `ClientError.untrusted`.
    package init(
        root bytes: [UInt8],
        now: Int64,
        limits: ClientLimits = ClientLimits()
    ) throws(ClientError) {
        self.now = now
        longestTimestamp = limits.longestTimestamp
        let (envelope, root) = try Self.root(bytes)
        self.root = root
        _ = try Self.document(Root.self, envelope, "root", root)
    }

    private static func root(_ bytes: [UInt8]) throws(ClientError) -> (Envelope, Root) {
        do {
            let envelope = try Envelope(parsing: bytes)
            return (envelope, try Root(signed: envelope.signed))
        } catch {
            throw .untrusted(file: RoleFile.name("root"), error)
        }
    }

    private static func document<Document: RoleDocument>(
        _ type: Document.Type,
        _ envelope: Envelope,
        _ role: String,
        _ root: Root
    ) throws(ClientError) -> Document {
        guard let signers = root.roles[role] else { throw .unknownRole(role) }
        do {
            return try envelope.document(type, role: role, signers: signers, keys: root.keys)
        } catch {
            throw .untrusted(file: RoleFile.name(role), error)
        }
    }

    private static func envelope(_ bytes: [UInt8], _ role: String) throws(ClientError) -> Envelope {
        do {
            return try Envelope(parsing: bytes)
        } catch {
            throw .untrusted(file: RoleFile.name(role), error)
        }
    }

    private func checkExpiry(_ document: some RoleDocument, _ role: String) throws(ClientError) {
        guard now < document.expires else {
            throw .expired(file: RoleFile.name(role), at: document.expires, now: now)
        }
    }

    /// Takes the root that follows: signed by the old keys and the new ones, and one version higher (section 5.3).
    ///
    /// Gives whether it takes trust from a key of the timestamp or the snapshot: versions that were seen of both count no more then, since
    /// whoever had that key may have made them as high as they like (section 5.3.11).
    package mutating func updateRoot(_ bytes: [UInt8]) throws(ClientError) -> Bool {
        let (envelope, new) = try Self.root(bytes)
        _ = try Self.document(Root.self, envelope, "root", root)
        _ = try Self.document(Root.self, envelope, "root", new)
        guard new.version == root.version + 1 else {
            throw .rootVersion(offered: new.version, expected: root.version + 1)
        }
        defer { root = new }
        return ["timestamp", "snapshot"].contains { role in
            let kept = Set(new.roles[role]?.keyIDs ?? [])
            return !kept.isSuperset(of: root.roles[role]?.keyIDs ?? [])
        }
    }

    /// Checks that the newest root is good today; only the last one of a chain has to be (section 5.3.10).
    package func checkRoot() throws(ClientError) { try checkExpiry(root, "root") }

    /// Takes a timestamp; false when it is the one that is trusted already (section 5.4).
    ///
    /// Throws: also when it has expired, but it is remembered then.
    package mutating func updateTimestamp(_ bytes: [UInt8]) throws(ClientError) -> Bool {
        let file = RoleFile.name("timestamp")
        let envelope = try Self.envelope(bytes, "timestamp")
        let new = try Self.document(Timestamp.self, envelope, "timestamp", root)
        if let timestamp {
            guard new.version >= timestamp.version else {
                throw .rolledBack(
                    file: file,
                    offered: new.version,
                    trusted: timestamp.version
                )
            }
            if new.version == timestamp.version { return false }
            guard new.snapshot.version >= timestamp.snapshot.version else {
                throw .rolledBack(
                    file: RoleFile.name("snapshot"),
                    offered: new.snapshot.version,
                    trusted: timestamp.snapshot.version
                )
            }
        }
        timestamp = new
        _ = try currentTimestamp()
        return true
    }

    /// The timestamp, if it may be acted on today.
    package func currentTimestamp() throws(ClientError) -> Timestamp {
        guard let timestamp else { throw .missing(file: RoleFile.name("timestamp")) }
        try checkExpiry(timestamp, "timestamp")
        // The difference of a time that a clock shows and one that a text holds cannot overflow.
        if let longestTimestamp, timestamp.expires - now > longestTimestamp {
            throw .farAhead(
                file: RoleFile.name("timestamp"),
                expires: timestamp.expires,
                now: now
            )
        }
        return timestamp
    }

    /// Takes a snapshot (section 5.5); one that was trusted before is not held against the timestamp's length and digests.
    ///
    /// Throws: also when it is not the version that the timestamp names, or has expired, but it is remembered then.
    package mutating func updateSnapshot(
        _ bytes: [UInt8],
        wasTrusted: Bool
    ) throws(ClientError) {
        let timestamp = try currentTimestamp()
        guard wasTrusted || timestamp.snapshot.fits(bytes) else {
            throw .otherBytes(file: RoleFile.name("snapshot"))
        }
        let envelope = try Self.envelope(bytes, "snapshot")
        let new = try Self.document(Snapshot.self, envelope, "snapshot", root)
        for (file, entry) in snapshot?.meta ?? [:] {
            guard let offered = new.meta[bytes: file] else { throw .dropped(file: file) }
            guard offered.version >= entry.version else {
                throw .rolledBack(
                    file: file,
                    offered: offered.version,
                    trusted: entry.version
                )
            }
        }
        snapshot = new
        _ = try currentSnapshot()
    }

    /// The snapshot, if it may be acted on today.
    package func currentSnapshot() throws(ClientError) -> Snapshot {
        let file = RoleFile.name("snapshot")
        let timestamp = try currentTimestamp()
        guard let snapshot else { throw .missing(file: file) }
        guard snapshot.version == timestamp.snapshot.version else {
            throw .otherVersion(
                file: file,
                offered: snapshot.version,
                named: timestamp.snapshot.version
            )
        }
        try checkExpiry(snapshot, "snapshot")
        return snapshot
    }

    /// What the snapshot says of a targets role's file.
    package func entry(of role: String) throws(ClientError) -> MetaFile {
        guard let entry = try currentSnapshot().meta[bytes: "\(role).json"] else {
            throw .unlisted(file: "\(role).json")
        }
        return entry
    }

    /// Takes the file of a targets role (sections 5.6 and 5.6.7) that a delegating role, or the root, vouches for.
    package mutating func updateTargets(
        _ bytes: [UInt8],
        role: String,
        signers: RoleKeys,
        keys: KeyTable
    ) throws(ClientError) -> Targets {
        guard try entry(of: role).fits(bytes) else {
            throw .otherBytes(file: RoleFile.name(role))
        }
        let envelope = try Self.envelope(bytes, role)
        let targets = try check(envelope, role: role, signers: signers, keys: keys)
        envelopes[role] = envelope
        return targets
    }

    /// The file of a targets role that was taken before: each role that delegates to it has to vouch for it with its own keys.
    package func targets(
        _ role: String,
        signers: RoleKeys,
        keys: KeyTable
    ) throws(ClientError) -> Targets? {
        guard let envelope = envelopes[role] else { return nil }
        return try check(envelope, role: role, signers: signers, keys: keys)
    }

    private func check(
        _ envelope: Envelope,
        role: String,
        signers: RoleKeys,
        keys: KeyTable
    ) throws(ClientError) -> Targets {
        let file = RoleFile.name(role)
        let targets: Targets
        do {
            targets = try envelope.document(
                Targets.self,
                role: role,
                signers: signers,
                keys: keys
            )
        } catch {
            throw .untrusted(file: file, error)
        }
        let named = try entry(of: role).version
        guard targets.version == named else {
            throw .otherVersion(file: file, offered: targets.version, named: named)
        }
        try checkExpiry(targets, role)
        return targets
    }
}

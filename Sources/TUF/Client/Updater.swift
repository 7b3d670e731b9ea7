/// A client of one repository: brings its trusted metadata up to date, and finds targets in it (TUF section 5).
package struct Updater: Sendable {
    private let source: any MetadataSource
    private let store: any TrustStore
    private let limits: ClientLimits
    package private(set) var trusted: TrustedMetadata
    /// Whether what is stored of timestamp and snapshot counts; a store that only answers questions forgets nothing.
    private var storedVersionsCount = true

    /// Begins with the root that the store holds.
    ///
    /// The time is in seconds since 1970-01-01 UTC. Throws: `ClientError` when there is none, or it is not good.
    package init(
        source: any MetadataSource,
        store: any TrustStore,
        now: Int64,
        limits: ClientLimits = ClientLimits()
    ) throws {
        guard let root = try store.read(RoleFile.name("root")) else {
            throw ClientError.missing(file: RoleFile.name("root"))
        }
        try self.init(root: root, source: source, store: store, now: now, limits: limits)
    }

    /// Begins with a root that the caller knows to be the right one.
    ///
    /// Throws: `ClientError` when it is not good.
    package init(
        root: [UInt8],
        source: any MetadataSource,
        store: any TrustStore,
        now: Int64,
        limits: ClientLimits = ClientLimits()
    ) throws(ClientError) {
        self.source = source
        self.store = store
        self.limits = limits
        trusted = try TrustedMetadata(root: root, now: now, limits: limits)
    }

    /// Fetches what is new of root, timestamp, snapshot and the top-level targets.
    ///
    /// Throws: `ClientError` when something must not be trusted, or what the source or the store throw. What was trusted stays.
    package mutating func refresh() async throws {
        try await refreshRoot()
        try await refreshTimestamp()
        try await refreshSnapshot()
        _ = try await top()
    }

    private mutating func refreshRoot() async throws {
        for _ in 0..<limits.rootRotations {
            let name = RoleFile.name("root", trusted.root.version + 1)
            guard let bytes = try await source.metadata(named: name, limit: limits.root) else {
                try trusted.checkRoot()
                return
            }
            if try trusted.updateRoot(bytes) {
                storedVersionsCount = false
                // First, so that no loss of power leaves them beside the root that lets go of them.
                for role in ["timestamp", "snapshot"] { try store.remove(RoleFile.name(role)) }
            }
            try store.write(bytes, named: RoleFile.name("root"))
        }
        throw ClientError.tooManyRoots(limit: limits.rootRotations)
    }

    /// Offers a stored file to a closure; what is stored and not good is as good as nothing.
    private mutating func offerStored(
        _ name: String,
        _ take: (inout TrustedMetadata, [UInt8]) throws(ClientError) -> Void
    ) throws -> Bool {
        guard storedVersionsCount, let bytes = try store.read(name) else { return false }
        do throws(ClientError) {
            try take(&trusted, bytes)
            return true
        } catch {
            return false
        }
    }

    private mutating func refreshTimestamp() async throws {
        let name = RoleFile.name("timestamp")
        _ = try offerStored(name) { trusted, bytes throws(ClientError) in
            _ = try trusted.updateTimestamp(bytes)
        }
        guard let bytes = try await source.metadata(named: name, limit: limits.timestamp) else {
            throw ClientError.missing(file: name)
        }
        if try trusted.updateTimestamp(bytes) { try store.write(bytes, named: name) }
    }

    private mutating func refreshSnapshot() async throws {
        let name = RoleFile.name("snapshot")
        let isStored = try offerStored(name) { trusted, bytes throws(ClientError) in
            try trusted.updateSnapshot(bytes, wasTrusted: true)
        }
        guard !isStored else { return }
        let entry = try trusted.currentTimestamp().snapshot
        let bytes = try await fetch("snapshot", entry, limit: limits.snapshot)
        try trusted.updateSnapshot(bytes, wasTrusted: false)
        try store.write(bytes, named: name)
    }

    /// A file that another one announces.
    private func fetch(_ role: String, _ entry: MetaFile, limit: Int) async throws -> [UInt8] {
        let name =
            trusted.root.consistentSnapshot
            ? RoleFile.name(role, entry.version) : RoleFile.name(role)
        let length = entry.length.map { min(Int(clamping: $0), limit) } ?? limit
        guard let bytes = try await source.metadata(named: name, limit: length) else {
            throw ClientError.missing(file: name)
        }
        return bytes
    }

    /// The top-level targets.
    ///
    /// Throws: as `refresh()`, which has to be called first.
    package mutating func top() async throws -> Targets {
        guard let signers = trusted.root.roles["targets"] else {
            throw ClientError.unknownRole("targets")
        }
        return try await targets("targets", signers, trusted.root.keys)
    }

    /// A role that the top-level targets delegate to, without the targets that are not within its paths.
    ///
    /// Throws: as `refresh()`, and `ClientError.unknownRole`.
    package mutating func role(named name: String) async throws -> Targets {
        guard let delegations = try await top().delegations,
            let role = delegations.roles.first(where: { $0.name == name })
        else { throw ClientError.unknownRole(name) }
        var targets = try await targets(name, role.signers, delegations.keys)
        targets.targets = targets.targets.filter { role.scope.covers($0.key) }
        return targets
    }

    private mutating func targets(
        _ role: String,
        _ signers: RoleKeys,
        _ keys: KeyTable
    ) async throws -> Targets {
        if let known = try trusted.targets(role, signers: signers, keys: keys) { return known }
        let name = RoleFile.name(role)
        if let bytes = try store.read(name) {
            do throws(ClientError) {
                return try trusted.updateTargets(
                    bytes,
                    role: role,
                    signers: signers,
                    keys: keys
                )
            } catch {
                // What is stored is of an earlier time: the present file is fetched.
            }
        }
        let bytes = try await fetch(role, trusted.entry(of: role), limit: limits.targets)
        let targets = try trusted.updateTargets(
            bytes,
            role: role,
            signers: signers,
            keys: keys
        )
        try store.write(bytes, named: name)
        return targets
    }

    /// The target of a path, looked for in the order of the delegations (section 5.6.7); nothing when nobody lists it.
    ///
    /// Throws: as `refresh()`, and `ClientError.tooManyDelegations`.
    package mutating func target(_ path: String) async throws -> TargetFile? {
        var visited: Set<String> = []
        var waiting: [(role: String, signers: RoleKeys, keys: KeyTable)] = []
        guard let signers = trusted.root.roles["targets"] else { return nil }
        waiting.append(("targets", signers, trusted.root.keys))
        while let next = waiting.popLast() {
            guard !visited.contains(next.role) else { continue }
            guard visited.count < limits.visitedRoles else {
                throw ClientError.tooManyDelegations(path: path)
            }
            let targets = try await targets(next.role, next.signers, next.keys)
            if let found = targets.targets[bytes: path] { return found }
            visited.insert(next.role)
            guard let delegations = targets.delegations else { continue }
            var children: [(String, RoleKeys, KeyTable)] = []
            for role in delegations.roles where role.scope.covers(path) {
                children.append((role.name, role.signers, delegations.keys))
                if role.isTerminating {
                    waiting = []
                    break
                }
            }
            waiting += children.reversed()
        }
        return nil
    }
}

import TUF
import Testing

/// The client's workflow, rule by rule (TUF section 5), over a repository that was good once.
@Suite("What a client takes and refuses")
struct ClientTests {
    private static let now = SimulatedRepository.now

    /// A change of the repository after the client's first visit, and what the client says to it.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// Nothing when the client takes it.
        var refusal: (@Sendable (ClientError) -> Bool)?
        var change: @Sendable (inout SimulatedRepository) throws -> Void

        init(
            _ name: String,
            refusedAs refusal: (@Sendable (ClientError) -> Bool)? = nil,
            _ change: @escaping @Sendable (inout SimulatedRepository) throws -> Void
        ) {
            testDescription = name
            self.refusal = refusal
            self.change = change
        }
    }

    private static func untrusted(_ file: String) -> @Sendable (ClientError) -> Bool {
        { error in
            guard case .untrusted(file, _) = error else { return false }
            return true
        }
    }

    private static func expired(_ file: String) -> @Sendable (ClientError) -> Bool {
        { $0 == .expired(file: file, at: now - 1, now: now) }
    }

    static let roots: [Case] = [
        Case("5.3.4: a root that only new keys signed", refusedAs: untrusted("root.json")) {
            $0.rotate("root")
            $0.root.version = 2
            try $0.publishRoot()
        },
        Case("5.3.4: a root that only old keys signed", refusedAs: untrusted("root.json")) {
            let old = $0.keys["root"]
            $0.rotate("root")
            $0.root.version = 2
            try $0.publishRoot(signedBy: old)
        },
        Case("5.3.4: a root that both signed") {
            let old = $0.keys["root"] ?? []
            $0.rotate("root")
            $0.root.version = 2
            try $0.publishRoot(signedBy: old + ($0.keys["root"] ?? []))
        },
        Case(
            "5.3.5: a root of the wrong version",
            refusedAs: { $0 == .rootVersion(offered: 3, expected: 2) }
        ) {
            $0.root.version = 3
            try $0.publishRoot()
            $0.replace("2.root.json", $0.files["3.root.json"])
        },
        Case("5.3.10: a last root that has expired", refusedAs: expired("root.json")) {
            $0.root.version = 2
            $0.root.expires = now - 1
            try $0.publishRoot()
        },
        Case("5.3.10: an expired root on the way to a good one") {
            $0.root.version = 2
            $0.root.expires = now - 1
            try $0.publishRoot()
            $0.root.version = 3
            $0.root.expires = SimulatedRepository.future
            try $0.publishRoot()
        },
        Case("5.3.2: roots without end", refusedAs: { $0 == .tooManyRoots(limit: 256) }) {
            for version in 2...300 as ClosedRange<Int64> {
                $0.root.version = version
                try $0.publishRoot()
            }
        },
        Case("4.3: one key twice for a threshold of two", refusedAs: untrusted("timestamp.json")) {
            guard let key = $0.keys["timestamp"]?.first else { return }
            let identifier = key.publicKey.identifier
            $0.root.roles["timestamp"] = RoleKeys(keyIDs: [identifier], threshold: 2)
            $0.root.version = 2
            try $0.publishRoot()
            $0.signers["timestamp"] = [key, key]
            $0.advance()
            try $0.publish()
        },
        Case("5.3.11: versions from far ahead, after their keys were changed") {
            $0.rotate("timestamp")
            $0.rotate("snapshot")
            $0.root.version = 2
            try $0.publishRoot()
            $0.timestamp.version = 1
            $0.snapshot.version = 1
            try $0.publish()
        },
    ]

    static let others: [Case] = [
        Case("5.4: the same once more") { _ in },
        Case("5.4: everything one version up") {
            $0.advance()
            try $0.publish()
        },
        Case("5.4: no timestamp", refusedAs: { $0 == .missing(file: "timestamp.json") }) {
            $0.replace("timestamp.json", nil)
        },
        Case("5.4.2: a timestamp by another key", refusedAs: untrusted("timestamp.json")) {
            $0.signers["timestamp"] = [SigningKey()]
            $0.advance()
            try $0.publish()
        },
        Case("5.4.2: a timestamp that nobody signed", refusedAs: untrusted("timestamp.json")) {
            $0.signers["timestamp"] = []
            $0.advance()
            try $0.publish()
        },
        Case(
            "5.4.3: an older timestamp",
            refusedAs: { $0 == .rolledBack(file: "timestamp.json", offered: 4, trusted: 5) }
        ) {
            $0.timestamp.version = 4
            try $0.publish()
        },
        Case(
            "5.4.3: an older snapshot in a newer timestamp",
            refusedAs: { $0 == .rolledBack(file: "snapshot.json", offered: 4, trusted: 5) }
        ) {
            $0.timestamp.version = 6
            $0.snapshot.version = 4
            try $0.publish()
        },
        Case("5.4.4: a timestamp that has expired", refusedAs: expired("timestamp.json")) {
            $0.advance()
            $0.timestamp.expires = now - 1
            try $0.publish()
        },
        Case(
            "5.5.2: a snapshot of other bytes",
            refusedAs: { $0 == .otherBytes(file: "snapshot.json") }
        ) {
            $0.advance()
            try $0.publish()
            $0.replace("6.snapshot.json", ($0.files["6.snapshot.json"] ?? []).dropLast() + [0x20])
        },
        Case("5.5.3: a snapshot by another key", refusedAs: untrusted("snapshot.json")) {
            $0.signers["snapshot"] = [SigningKey()]
            $0.advance()
            try $0.publish()
        },
        Case(
            "5.5.5: a snapshot with an older targets file",
            refusedAs: { $0 == .rolledBack(file: "targets.json", offered: 4, trusted: 5) }
        ) {
            $0.snapshot.version = 6
            $0.timestamp.version = 6
            $0.targets.version = 4
            try $0.publish()
        },
        Case(
            "5.5.5: a snapshot that drops a role",
            refusedAs: { $0 == .dropped(file: "other.json") }
        ) {
            $0.advance()
            $0.delegated["other"] = nil
            $0.snapshot.meta["other.json"] = nil
            try $0.publish()
        },
        Case("5.5.6: a snapshot that has expired", refusedAs: expired("snapshot.json")) {
            $0.advance()
            $0.snapshot.expires = now - 1
            try $0.publish()
        },
        Case(
            "5.6.2: a targets file of other bytes",
            refusedAs: { $0 == .otherBytes(file: "targets.json") }
        ) {
            $0.advance()
            try $0.publish()
            $0.replace("6.targets.json", ($0.files["6.targets.json"] ?? []).dropLast() + [0x20])
        },
        Case("5.6.3: a targets file by another key", refusedAs: untrusted("targets.json")) {
            $0.signers["targets"] = [SigningKey()]
            $0.advance()
            try $0.publish()
        },
        Case("5.6.5: a targets file that has expired", refusedAs: expired("targets.json")) {
            $0.advance()
            $0.targets.expires = now - 1
            try $0.publish()
        },
        Case("garbage", refusedAs: untrusted("timestamp.json")) {
            $0.replace("timestamp.json", Array("{".utf8))
        },
        Case("a byte order mark", refusedAs: untrusted("timestamp.json")) {
            $0.replace("timestamp.json", [0xef, 0xbb, 0xbf] + ($0.files["timestamp.json"] ?? []))
        },
        Case("deep nesting", refusedAs: untrusted("timestamp.json")) {
            $0.replace("timestamp.json", [UInt8](repeating: 0x5b, count: 16_000))
        },
    ]

    /// A repository at version 5 that a client has visited.
    private func visited() async throws -> (SimulatedRepository, MemoryStore) {
        var repository = try SimulatedRepository()
        for _ in 1..<5 { repository.advance() }
        repository.delegated["other"] = Targets(
            version: 1,
            expires: SimulatedRepository.future
        )
        try repository.publish()
        let store = MemoryStore()
        store.files["root.json"] = repository.files["1.root.json"]
        try await refresh(repository, store)
        return (repository, store)
    }

    private func refresh(_ repository: SimulatedRepository, _ store: MemoryStore) async throws {
        var updater = try Updater(source: repository, store: store, now: Self.now)
        try await updater.refresh()
    }

    @Test(arguments: roots + others)
    func follows(_ example: Case) async throws {
        var (repository, store) = try await visited()
        let good = store.files
        let before = repository
        try example.change(&repository)
        guard let refusal = example.refusal else {
            try await refresh(repository, store)
            return
        }
        let error = await #expect(throws: ClientError.self) {
            try await refresh(repository, store)
        }
        #expect(error.map(refusal) == true, "\(String(describing: error))")
        // What was trusted is no less good: the client goes on with the state before, unless it has taken a newer root or timestamp.
        let taken = ["root.json", "timestamp.json"].contains { store.files[$0] != good[$0] }
        if !taken { try await refresh(before, store) }
        #expect(store.files["targets.json"] == good["targets.json"])
    }

    @Test func `what is stored and damaged is as good as nothing, and no step back is taken`()
        async throws
    {
        let (repository, store) = try await visited()
        for name in ["timestamp.json", "snapshot.json", "targets.json"] {
            store.files[name] = Array("{".utf8)
            try await refresh(repository, store)
        }
        store.files["root.json"] = Array("{".utf8)
        await #expect(throws: ClientError.self) { try await refresh(repository, store) }
    }

    @Test func `files above their limit are not taken`() async throws {
        var (repository, store) = try await visited()
        repository.replace("timestamp.json", [UInt8](repeating: 0x20, count: 1 << 20))
        await #expect(throws: SimulatedRepository.TooLarge.self) {
            try await refresh(repository, store)
        }
    }
}

import TUF
import Testing

/// Repositories, mirrors and clocks that mean no good, or are broken.
@Suite("Hostile repositories")
struct HostileRepositoryTests {
    private static let now = SimulatedRepository.now

    private func visited() async throws -> (SimulatedRepository, TestClient) {
        let repository = try SimulatedRepository()
        let client = TestClient(of: repository)
        try await client.refresh(repository)
        return (repository, client)
    }

    static let spellings: [(what: String, old: String, new: String)] = [
        ("a fraction", #""version": 2"#, #""version": 2.0"#),
        ("an exponent", #""version": 2"#, #""version": 2e0"#),
        ("a key twice", #""version": 2"#, #""version": 2, "version": 2"#),
        ("a key twice, once escaped", #""version": 2"#, #""version": 2, "\u0076ersion": 3"#),
        ("half a surrogate pair", #""_type""#, #""x": "\ud800", "_type""#),
        ("a bare line break", #""_type""#, "\"x\": \"\n\", \"_type\""),
        ("a comment", #""_type""#, #"/* */ "_type""#),
        ("something behind the end", "\n}\n", "\n}\n{}"),
        ("no signatures", #""signatures""#, #""signature""#),
        ("a signature that is no hexadecimal", #""sig": ""#, #""sig": "x"#),
        ("a later specification", #""spec_version": "1."#, #""spec_version": "2."#),
    ]

    @Test(arguments: spellings)
    func `a timestamp in other JSON is refused`(
        _ what: String,
        old: String,
        new: String
    )
        async throws
    {
        var (repository, client) = try await visited()
        let before = client.store.files
        repository.timestamp.version = 2
        try repository.publish()
        let text = String(decoding: try #require(repository.files["timestamp.json"]), as: UTF8.self)
        let changed = text.replacing(old, with: new)
        #expect(changed != text)
        repository.replace("timestamp.json", Array(changed.utf8))
        await #expect(throws: ClientError.self) { try await client.refresh(repository) }
        #expect(client.store.files == before)
    }

    @Test(arguments: ["timestamp.json", "2.root.json"])
    func `no changed byte lets other content pass`(_ file: String) async throws {
        var (repository, client) = try await visited()
        repository.root.version = 2
        try repository.publishRoot()
        repository.timestamp.version = 2
        try repository.publish()
        let before = client.store.files
        try await client.refresh(repository)
        let content = try client.trusted()
        let bytes = try #require(repository.files[file])
        var refused = 0
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= [0x01, 0x20, 0x80][place % 3]
            repository.replace(file, damaged)
            client.store.files = before
            do {
                try await client.refresh(repository)
                // Blanks and the case of hexadecimal digits may differ, and nothing else.
                #expect(try client.trusted() == content, "byte \(place)")
            } catch is ClientError {
                refused += 1
            }
        }
        #expect(refused > bytes.count / 2)
    }

    @Test func `one key under two identifiers counts once`() async throws {
        var (repository, client) = try await visited()
        let key = try #require(repository.keys["timestamp"]?.first)
        guard case .object(var object) = key.publicKey.object else { return }
        object["keyid_hash_algorithms"] = ["sha256"]
        let twin = try #require(PublicKey(object: .object(object)))
        let identifiers = [key.publicKey.identifier, twin.identifier]
        #expect(twin == key.publicKey && identifiers[0] != identifiers[1])
        repository.root.keys.add(twin)
        repository.root.roles["timestamp"] = RoleKeys(keyIDs: identifiers, threshold: 2)
        repository.root.version = 2
        try repository.publishRoot()
        repository.timestamp.version = 2
        var envelope = try Envelope(signing: repository.timestamp.signed, with: key)
        envelope.signatures.append(envelope.signatures[0])
        envelope.signatures[1].keyID = twin.identifier
        repository.replace("timestamp.json", Array(envelope.text.utf8))
        await #expect(
            throws: ClientError.untrusted(
                file: "timestamp.json",
                .tooFewSignatures(role: "timestamp", found: 1, threshold: 2)
            )
        ) { try await client.refresh(repository) }
    }

    @Test func `other bytes under the version that is trusted change nothing`() async throws {
        var (repository, client) = try await visited()
        let before = client.store.files
        repository.timestamp.expires += 1
        try repository.publish()
        #expect(repository.files["timestamp.json"] != before["timestamp.json"])
        try await client.refresh(repository)
        #expect(client.store.files == before)
    }

    @Test func `a stored root that has expired finds its way to the newest`() async throws {
        var repository = try SimulatedRepository()
        repository.root.expires = Self.now + 10
        try repository.publishRoot()
        let client = TestClient(of: repository)
        try await client.refresh(repository)
        await #expect(
            throws: ClientError.expired(
                file: "root.json",
                at: Self.now + 10,
                now: Self.now + 20
            )
        ) { try await client.refresh(repository, at: Self.now + 20) }
        repository.root.version = 2
        repository.root.expires = SimulatedRepository.future
        try repository.publishRoot()
        try await client.refresh(repository, at: Self.now + 20)
    }

    @Test func `clocks that are far off are told`() async throws {
        let (repository, client) = try await visited()
        let expires = SimulatedRepository.future
        let cases: [(now: Int64, error: ClientError)] = [
            (0, .farAhead(file: "timestamp.json", expires: expires, now: 0)),
            (
                4_070_908_800,
                .expired(file: "root.json", at: expires, now: 4_070_908_800)
            ),
        ]
        for (now, error) in cases {
            #expect(error.isOfTime)
            await #expect(throws: error) { try await client.refresh(repository, at: now) }
        }
        try await client.refresh(repository)
    }

    @Test(arguments: [["timestamp"], ["snapshot"], ["timestamp", "snapshot"]])
    func `versions that a thief drove up count no more once keys are others`(
        _ roles: [String]
    )
        async throws
    {
        var (repository, client) = try await visited()
        repository.timestamp.version = .max
        repository.snapshot.version = .max
        try repository.publish()
        try await client.refresh(repository)
        repository.timestamp.version = 2
        repository.snapshot.version = 2
        try repository.publish()
        await #expect(
            throws: ClientError.rolledBack(
                file: "timestamp.json",
                offered: 2,
                trusted: .max
            )
        ) { try await client.refresh(repository) }
        for role in roles { repository.rotate(role) }
        repository.root.version = 2
        try repository.publishRoot()
        try repository.publish()
        try await client.refresh(repository)
        #expect(client.store.files["timestamp.json"] == repository.files["timestamp.json"])
    }

    @Test func `a key more is no reason to forget versions`() async throws {
        var (repository, client) = try await visited()
        repository.timestamp.version = 7
        try repository.publish()
        try await client.refresh(repository)
        let key = SigningKey().publicKey
        repository.root.keys.add(key)
        repository.root.roles["timestamp"]?.keyIDs.append(key.identifier)
        repository.root.version = 2
        try repository.publishRoot()
        repository.timestamp.version = 6
        try repository.publish()
        await #expect(
            throws: ClientError.rolledBack(file: "timestamp.json", offered: 6, trusted: 7)
        ) { try await client.refresh(repository) }
    }

    /// The state of every moment is one that the next visit goes on from.
    @Test func `a client whose disk fails at any change goes on`() async throws {
        var (repository, client) = try await visited()
        var mirror = repository
        let before = client.store.files
        repository.rotate("snapshot")
        repository.root.version = 2
        try repository.publishRoot()
        mirror.replace("2.root.json", repository.files["2.root.json"])
        let stale = mirror
        repository.advance()
        try repository.publish()
        try await client.refresh(repository)
        let after = client.store.files
        var failures = 0
        while failures < 100 {
            client.store.files = before
            client.store.changesLeft = failures
            do {
                try await client.refresh(repository)
                break
            } catch is MemoryStore.Full {
                failures += 1
            }
            client.store.changesLeft = .max
            try await client.refresh(repository)
            #expect(client.store.files == after)
            let rolledBack = ClientError.rolledBack(
                file: "timestamp.json",
                offered: 1,
                trusted: 2
            )
            await #expect(throws: rolledBack) { try await client.refresh(stale) }
        }
        // Two are forgotten; root, timestamp, snapshot and targets are written.
        #expect(failures == 6)
    }
}

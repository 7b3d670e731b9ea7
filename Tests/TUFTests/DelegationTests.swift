import TUF
import Testing

/// Who may list which path, and where a path is looked for (TUF section 5.6.7).
@Suite("Delegations")
struct DelegationTests {
    static let patterns: [(pattern: String, path: String, fits: Bool)] = [
        ("htop/*", "htop/htop-1.raw", true), ("htop/*", "htop/", true),
        ("htop/*", "htop", false), ("htop/*", "htop/a/b", false), ("htop/*", "HTOP/a", false),
        ("htop/*", "../htop/a", false), ("*", "a", true), ("*", "a/b", false),
        ("a?c", "abc", true), ("a?c", "ac", false), ("a?c", "a/c", false), ("", "", true),
        ("*.raw", "a.raw", true), ("*.raw", "a.raw.x", false), ("a*b*c", "axbxbxc", true),
        ("a*b*c", "axbxb", false), ("*/*/*", "a/b/c", true), ("/a", "a", false),
        (String(repeating: "a*", count: 50) + "b", String(repeating: "a", count: 5000), false),
    ]

    @Test(arguments: patterns)
    func patternsFit(_ pattern: String, path: String, fits: Bool) {
        #expect(DelegatedRole.Scope.paths([pattern]).covers(path) == fits)
    }

    @Test func `a prefix of a digest stands for the paths that have it`() {
        // SHA-256 of "a" begins with ca978112.
        #expect(DelegatedRole.Scope.hashPrefixes(["ca97"]).covers("a"))
        #expect(!DelegatedRole.Scope.hashPrefixes(["ca98"]).covers("a"))
    }

    private static func role(
        _ name: String,
        _ key: SigningKey,
        _ patterns: [String],
        isTerminating: Bool = false
    ) -> DelegatedRole {
        DelegatedRole(
            name: name,
            signers: RoleKeys(keyIDs: [key.publicKey.identifier], threshold: 1),
            isTerminating: isTerminating,
            scope: .paths(patterns)
        )
    }

    private static func file(_ content: String) -> TargetFile {
        let bytes = Array(content.utf8)
        return TargetFile(
            length: Int64(bytes.count),
            hashes: ["sha256": Digests.sha256(bytes)]
        )
    }

    private static func updater(_ repository: SimulatedRepository) async throws -> Updater {
        let store = MemoryStore()
        store.files["root.json"] = repository.files["1.root.json"]
        var updater = try Updater(
            source: repository,
            store: store,
            now: SimulatedRepository.now
        )
        try await updater.refresh()
        return updater
    }

    @Test func `a role's targets outside of its paths do not count`() async throws {
        var repository = try SimulatedRepository()
        let key = SigningKey()
        repository.targets.delegations = Delegations(
            keys: KeyTable([key.publicKey]),
            roles: [Self.role("htop", key, ["htop/*"], isTerminating: true)]
        )
        repository.keys["htop"] = [key]
        repository.delegated["htop"] = Targets(
            version: 1,
            expires: SimulatedRepository.future,
            targets: ["htop/a": Self.file("a"), "jq/a": Self.file("b")]
        )
        repository.advance()
        try repository.publish()
        var updater = try await Self.updater(repository)
        #expect(try await updater.role(named: "htop").targets.keys.sorted() == ["htop/a"])
        #expect(try await updater.target("htop/a") == Self.file("a"))
        #expect(try await updater.target("jq/a") == nil)
        await #expect(throws: ClientError.unknownRole("jq")) {
            _ = try await updater.role(named: "jq")
        }
    }

    @Test func `roles that delegate in a circle come to an end`() async throws {
        var repository = try SimulatedRepository()
        let key = SigningKey()
        func circle(_ next: String) -> Delegations {
            Delegations(keys: KeyTable([key.publicKey]), roles: [Self.role(next, key, ["*"])])
        }
        repository.targets.delegations = circle("a")
        for (name, next) in [("a", "b"), ("b", "a")] {
            repository.keys[name] = [key]
            repository.delegated[name] = Targets(
                version: 1,
                expires: SimulatedRepository.future,
                delegations: circle(next)
            )
        }
        repository.advance()
        try repository.publish()
        var updater = try await Self.updater(repository)
        #expect(try await updater.target("x") == nil)
    }

    @Test func `a chain of roles without end is given up`() async throws {
        var repository = try SimulatedRepository()
        let key = SigningKey()
        for count in 0..<50 {
            let delegations = Delegations(
                keys: KeyTable([key.publicKey]),
                roles: [Self.role("r\(count)", key, ["*"])]
            )
            if count == 0 {
                repository.targets.delegations = delegations
            } else {
                repository.delegated["r\(count - 1)"]?.delegations = delegations
            }
            repository.keys["r\(count)"] = [key]
            repository.delegated["r\(count)"] = Targets(
                version: 1,
                expires: SimulatedRepository.future
            )
        }
        repository.advance()
        try repository.publish()
        var updater = try await Self.updater(repository)
        await #expect(throws: ClientError.tooManyDelegations(path: "x")) {
            _ = try await updater.target("x")
        }
    }

    /// A repository in which the top-level targets trust some roles with everything.
    private static func repository(
        _ names: [String],
        listing path: String
    ) throws -> SimulatedRepository {
        var repository = try SimulatedRepository()
        let key = SigningKey()
        repository.targets.delegations = Delegations(
            keys: KeyTable([key.publicKey]),
            roles: names.map { role($0, key, ["*"]) }
        )
        for name in names {
            repository.keys[name] = [key]
            repository.delegated[name] = Targets(
                version: 1,
                expires: SimulatedRepository.future
            )
        }
        repository.delegated[names.last ?? ""]?.targets[path] = file("a")
        repository.advance()
        try repository.publish()
        return repository
    }

    @Test(arguments: [
        ("?", "%3F"), ("#", "%23"), ("../x", "..%2Fx"), ("a b", "a%20b"), ("%2F", "%252F"),
        ("\u{e9}", "%C3%A9"), (".", "."), ("a~-_.Z9", "a~-_.Z9"),
    ])
    func `names of roles are no paths`(_ name: String, file: String) async throws {
        var repository = try Self.repository([name], listing: "x")
        let bytes = try #require(repository.files["1.\(name).json"])
        repository.replace("1.\(name).json", nil)
        repository.replace("1.\(file).json", bytes)
        let client = TestClient(of: repository)
        var updater = try await client.refresh(repository)
        #expect(try await updater.target("x") == Self.file("a"))
        #expect(client.store.files["\(file).json"] == bytes)
    }

    @Test(arguments: ["", "root", "timestamp", "snapshot", "targets"])
    func `no delegated role has the name of another`(_ name: String) async throws {
        var repository = try SimulatedRepository()
        let key = SigningKey()
        repository.targets.delegations = Delegations(
            keys: KeyTable([key.publicKey]),
            roles: [Self.role(name, key, ["*"])]
        )
        repository.advance()
        try repository.publish()
        let published = repository
        let client = TestClient(of: published)
        let error = await #expect(throws: ClientError.self) {
            try await client.refresh(published)
        }
        guard case .untrusted(file: "targets.json", .badDocument)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `only so many roles are asked for a path`() async throws {
        let names = (0..<32).map { "r\($0)" }
        var updater = try await Self.updater(try Self.repository(names, listing: "x"))
        await #expect(throws: ClientError.tooManyDelegations(path: "x")) {
            _ = try await updater.target("x")
        }
        updater = try await Self.updater(
            try Self.repository(Array(names.dropLast()), listing: "x")
        )
        #expect(try await updater.target("x") == Self.file("a"))
    }

    @Test func `paths are compared byte by byte`() async throws {
        let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}")
        #expect(composed == decomposed)
        var updater = try await Self.updater(try Self.repository(["a"], listing: composed))
        #expect(try await updater.target(composed) == Self.file("a"))
        #expect(try await updater.target(decomposed) == nil)
    }
}

import TUF
import Testing

/// The documents of roles, as they are written and read.
struct RoleTests {
    static let times: [(text: String, seconds: Int64)] = [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T23:59:59Z", 951_868_799),
        ("2027-01-15T08:00:00Z", 1_800_000_000), ("1969-12-31T23:59:59Z", -1),
        ("9999-12-31T23:59:59Z", 253_402_300_799), ("2100-03-01T00:00:00Z", 4_107_542_400),
    ]

    @Test(arguments: times)
    func readsAndWritesTimes(_ text: String, seconds: Int64) {
        #expect(UTCTime.seconds(text) == seconds)
        #expect(UTCTime.text(seconds) == text)
    }

    @Test(arguments: [
        "", "2027-01-15T08:00:00", "2027-01-15 08:00:00Z", "2027-1-15T08:00:00Z",
        "2027-02-29T00:00:00Z", "2027-13-01T00:00:00Z", "2027-00-01T00:00:00Z",
        "2027-01-32T00:00:00Z", "2027-01-01T24:00:00Z", "2027-01-01T00:60:00Z",
        "2027-01-01T00:00:60Z", "+027-01-01T00:00:00Z", "2027-01-01T00:00:00+00:00",
        "2027-01-01T00:00:00.0Z",
    ])
    func refusesTimes(_ text: String) { #expect(UTCTime.seconds(text) == nil) }

    private static let keys = [SigningKey(), SigningKey(), SigningKey()]

    private static func root(threshold: Int) -> Root {
        let identifiers = keys.map(\.publicKey.identifier)
        let role = RoleKeys(keyIDs: identifiers, threshold: threshold)
        return Root(
            version: 1,
            expires: 1_800_000_000,
            keys: KeyTable(keys.map(\.publicKey)),
            roles: ["root": role, "timestamp": role, "snapshot": role, "targets": role]
        )
    }

    @Test
    func keepsWhatItDoesNotKnow() throws {
        guard case .object(var members) = Self.root(threshold: 1).signed else { return }
        members["x-later"] = ["a": 1]
        let root = try Root(signed: .object(members))
        #expect(root.signed == .object(members))
        #expect(root.consistentSnapshot && root.version == 1 && root.expires == 1_800_000_000)
    }

    @Test(arguments: 1...3, 0...3)
    func countsDistinctSigners(threshold: Int, signing: Int) throws {
        let root = Self.root(threshold: threshold)
        let role = try #require(root.roles["root"])
        var envelope = try Envelope(signing: root.signed, with: Array(Self.keys.prefix(signing)))
        // The same signature again, and one of somebody else, count for nothing.
        envelope.signatures += envelope.signatures
        try envelope.sign(with: SigningKey())
        func read() throws -> Root {
            try envelope.document(Root.self, role: "root", signers: role, keys: root.keys)
        }
        if signing >= threshold {
            #expect(try read() == root)
        } else {
            #expect(
                throws: TrustError.tooFewSignatures(
                    role: "root",
                    found: signing,
                    threshold: threshold
                )
            ) { try read() }
        }
    }

    static let bad: [(what: String, change: @Sendable (inout [String: JSONValue]) -> Void)] = [
        ("another type", { $0["_type"] = "targets" }),
        ("no type", { $0["_type"] = nil }),
        ("another specification", { $0["spec_version"] = "2.0.0" }),
        ("version 0", { $0["version"] = 0 }),
        ("a version that is a text", { $0["version"] = "1" }),
        ("no expiry", { $0["expires"] = nil }),
        ("an expiry that is a number", { $0["expires"] = 1_800_000_000 }),
        ("a role missing", { $0["roles"] = ["root": ["keyids": [], "threshold": 1]] }),
        ("keys that are a list", { $0["keys"] = [] }),
        ("a key that is none", { $0["keys"] = ["a": ["keytype": "ed25519"]] }),
        ("consistent_snapshot that is a text", { $0["consistent_snapshot"] = "true" }),
    ]

    @Test(arguments: bad.indices)
    func refuses(_ index: Int) {
        guard case .object(var members) = Self.root(threshold: 1).signed else { return }
        Self.bad[index].change(&members)
        #expect(throws: TrustError.self, "\(Self.bad[index].what)") {
            try Root(signed: .object(members))
        }
    }

    @Test
    func targetsRoundTrip() throws {
        let key = SigningKey().publicKey
        var targets = Targets(
            version: 3,
            expires: 1_800_000_000,
            targets: [
                "htop/a.raw": TargetFile(
                    length: 5,
                    hashes: ["sha256": "00"],
                    custom: ["name": "htop"]
                )
            ],
            delegations: Delegations(
                keys: KeyTable([key]),
                roles: [
                    DelegatedRole(
                        name: "extension-htop",
                        signers: RoleKeys(keyIDs: [key.identifier], threshold: 1),
                        isTerminating: true,
                        scope: .paths(["htop/*"])
                    )
                ]
            )
        )
        targets[extra: "x-retired"] = ["htop/b.raw": 5]
        #expect(try Targets(signed: targets.signed) == targets)
        #expect(targets[extra: "x-retired"]?["htop/b.raw"]?.integer == 5)
        let snapshot = Snapshot(
            version: 2,
            expires: 5,
            meta: ["targets.json": MetaFile(version: 3, length: 10)]
        )
        #expect(try Snapshot(signed: snapshot.signed) == snapshot)
        let timestamp = Timestamp(version: 2, expires: 5, snapshot: MetaFile(version: 2))
        #expect(try Timestamp(signed: timestamp.signed) == timestamp)
    }
}

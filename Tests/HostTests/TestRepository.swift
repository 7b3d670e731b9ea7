import Files
import EROFS
import Crypto
import FoundationEssentials
import Model
import SystemPackage
import TUF
import Testing
import Transfer

/// A small signed repository in a folder, read through a `file:` URL.
final class TestRepository {
    let path: FilePath
    private var key: SigningKey
    private let rootKey: SigningKey
    /// The time of tests, in seconds since 1970-01-01 UTC; it is the real one, since programs that are run look at the clock.
    static let now = Int64(Date().timeIntervalSince1970)

    private var root: Root
    private let rootBytes: [UInt8]
    private(set) var version = 0
    /// When its metadata stops being valid: seconds since 1970-01-01 UTC.
    var expires = now + 86_400
    private(set) var images: [PublishedImage] = []

    init(
        _ path: FilePath,
        key: SigningKey = SigningKey(),
        rootKey: SigningKey = SigningKey()
    ) throws {
        self.path = path
        self.key = key
        self.rootKey = rootKey
        let own = RoleKeys(keyIDs: [key.publicKey.identifier], threshold: 1)
        root = Root(
            version: 1,
            expires: 2_100_000_000,
            keys: KeyTable([rootKey.publicKey, key.publicKey]),
            roles: [
                "root": RoleKeys(keyIDs: [rootKey.publicKey.identifier], threshold: 1),
                "targets": own, "snapshot": own, "timestamp": own,
            ]
        )
        rootBytes = Array(try Envelope(signing: root.signed, with: rootKey).text.utf8)
    }

    var url: String { "file://\(path)" }

    /// What hosts pin.
    var pin: RootPin {
        RootPin(checksum: Checksum(SHA256.hash(data: rootBytes)), version: 1)
    }

    func source(_ name: String) throws -> SourceDefinition {
        SourceDefinition(name: try #require(SourceName(name)), url: url, root: pin)
    }

    /// Adds an image; its own release file and the entry in the index may tell different stories.
    @discardableResult
    func add(
        _ name: String,
        _ version: String,
        release: String = "12",
        claims: String = "ID=debian\nVERSION_ID=12\nARCHITECTURE=x86-64\n",
        inside: String? = nil,
        image: TestImage = .good
    ) async throws -> PublishedImage {
        let folder = try Folder.making(path.appending(name))
        let file = "\(name)-\(version)-\(release)-x86-64.raw"
        let bytes = try image.bytes(name: name, version: version, release: inside ?? claims)
        try folder.write(bytes, to: file)
        let published = PublishedImage(
            name: try #require(ExtensionName(name)),
            summary: "test",
            version: try #require(ImageVersion(version)),
            release: try #require(ReleaseLabel(release)),
            architecture: .x86_64,
            size: Int64(bytes.count),
            checksum: try #require(checksum(bytes)),
            extensionRelease: ExtensionRelease(parsing: claims),
            units: [],
            packages: []
        )
        images.append(published)
        return published
    }

    /// Replaces the key of all roles but the root, by a new root.
    func rotate() throws {
        key = SigningKey()
        root.version += 1
        root.keys.add(key.publicKey)
        for role in ["targets", "snapshot", "timestamp"] {
            root.roles[role] = RoleKeys(keyIDs: [key.publicKey.identifier], threshold: 1)
        }
        let bytes = Array(try Envelope(signing: root.signed, with: rootKey).text.utf8)
        try Folder.making(path.appending("metadata")).write(
            bytes,
            to: "\(root.version).root.json"
        )
    }

    func withdraw(_ name: String, _ version: String) {
        images.removeAll { $0.name.text == name && $0.version.text == version }
    }

    /// Signs what was added and puts it in place, one version up.
    func publish(version: Int? = nil, signedBy other: SigningKey? = nil) throws {
        self.version = version ?? self.version + 1
        let folder = try Folder.making(path.appending("metadata"))
        let signer = other ?? key
        let number = Int64(self.version)
        try folder.write(rootBytes, to: "1.root.json")
        var meta: [String: MetaFile] = [:]
        func write(_ document: some RoleDocument, _ role: String) throws {
            let text = try Envelope(signing: document.signed, with: signer).text
            try folder.write(Array(text.utf8), to: "\(number).\(role).json")
            meta["\(role).json"] = MetaFile(version: number)
        }
        let names = Set(images.map(\.name)).sorted()
        let keyID = key.publicKey.identifier
        var roles: [DelegatedRole] = []
        for name in names {
            let role = RepositoryLayout.role(of: name)
            var targets: [String: TargetFile] = [:]
            for image in images where image.name == name {
                targets[image.path] = TargetFile(
                    length: image.size,
                    hashes: ["sha256": image.checksum.hex],
                    custom: try JSONValue(parsing: image.json())
                )
            }
            try write(Targets(version: number, expires: expires, targets: targets), role)
            roles.append(
                DelegatedRole(
                    name: role,
                    signers: RoleKeys(keyIDs: [keyID], threshold: 1),
                    isTerminating: true,
                    scope: .paths([RepositoryLayout.pattern(of: name)])
                )
            )
        }
        let delegations = Delegations(keys: KeyTable([key.publicKey]), roles: roles)
        try write(
            Targets(version: number, expires: expires, delegations: delegations),
            "targets"
        )
        try write(Snapshot(version: number, expires: expires, meta: meta), "snapshot")
        let timestamp = Timestamp(
            version: number,
            expires: expires,
            snapshot: MetaFile(version: number)
        )
        let text = try Envelope(signing: timestamp.signed, with: signer).text
        try folder.write(Array(text.utf8), to: "timestamp.json")
    }
}

func checksum(_ bytes: [UInt8]) -> Checksum? { Checksum(bytes: SHA256.hash(data: bytes)) }

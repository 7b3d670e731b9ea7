import Files
import EROFS
import Crypto
import Model
import SystemPackage
import TUF
import Testing
import Transfer

/// A small signed repository in a folder, read through a `file:` URL.
final class TestRepository {
    let path: FilePath
    let key: SigningKey
    private(set) var index = RepositoryIndex(
        version: 0,
        created: 1_000,
        expires: 2_000_000_000,
        title: "Test",
        images: []
    )

    init(_ path: FilePath, key: SigningKey = SigningKey()) {
        self.path = path
        self.key = key
    }

    var url: String { "file://\(path)" }

    func source(_ name: String) throws -> SourceDefinition {
        SourceDefinition(
            name: try #require(SourceName(name)),
            url: url,
            key: key.publicKey.text
        )
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
        index.images.append(published)
        return published
    }

    func withdraw(_ name: String, _ version: String) {
        index.images.removeAll { $0.name.text == name && $0.version.text == version }
    }

    /// Signs what was added and puts it in place, one version up.
    func publish(version: Int? = nil, signedBy other: SigningKey? = nil) throws {
        index.version = version ?? index.version + 1
        let signed = try JSONValue(parsing: try index.json())
        let envelope = try Envelope(signing: signed, with: other ?? key)
        try Folder.making(path.appending("metadata")).write(
            Array(envelope.text.utf8),
            to: "index.json"
        )
    }
}

func checksum(_ bytes: [UInt8]) -> Checksum? { Checksum(bytes: SHA256.hash(data: bytes)) }

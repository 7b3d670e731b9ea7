import Files
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Publishing
@testable import Transfer

struct DestinationLocationTests {
    @Test(
        "What is understood",
        arguments: [
            ("repository", nil, DestinationLocation.folder("repository")),
            ("/srv/a b", nil, .folder("/srv/a b")),
            ("./s3:/x", nil, .folder("./s3:/x")),
            ("s3://bucket", nil, .s3(bucket: "bucket", prefix: "", endpoint: nil)),
            ("s3://bucket/", nil, .s3(bucket: "bucket", prefix: "", endpoint: nil)),
            (
                "S3://my.bucket-1/a/b+c/", nil,
                .s3(bucket: "my.bucket-1", prefix: "a/b+c", endpoint: nil)
            ),
            (
                "s3://bucket/ä", "http://127.0.0.1:9000",
                .s3(bucket: "bucket", prefix: "ä", endpoint: "http://127.0.0.1:9000")
            ),
        ] as [(String, String?, DestinationLocation)]
    )
    func understands(
        _ text: String,
        _ endpoint: String?,
        _ location: DestinationLocation
    ) throws {
        #expect(try DestinationLocation(text, endpoint: endpoint) == location)
    }

    @Test(
        "What is not",
        arguments: [
            ("", nil, "no repository was named"),
            ("https://example.org/x", nil, "nothing can be published by 'https://'"),
            ("oci://example.org/x", nil, "nothing can be published by 'oci://'"),
            ("/srv/x", "https://example.org", "'/srv/x' is a folder, which has no object store"),
            ("s3://", nil, "'s3://' names no bucket"),
            ("s3:///a", nil, "'s3:///a' names no bucket"),
            ("s3://bucket//a", nil, "'s3://bucket//a' is no place in a bucket"),
            ("s3://bucket/a//", nil, "'s3://bucket/a//' is no place in a bucket"),
            ("s3://bucket/../a", nil, "'s3://bucket/../a' is no place in a bucket"),
            ("s3://bucket/a b", nil, "'s3://bucket/a b' is no place in a bucket"),
            ("s3://bucket/a?b", nil, "'s3://bucket/a?b' is no place in a bucket"),
            ("s3://Bucket/a", nil, "'s3://Bucket/a' cannot be published to"),
            ("s3://me:secret@bucket/a", nil, "'s3://me:secret@bucket/a' cannot be published to"),
            ("s3://b/a", nil, "'s3://b/a' cannot be published to"),
            ("s3://bucket/a", "example.org", "'s3://bucket/a' cannot be published to"),
            ("s3://bucket/a", "file:///x", "'s3://bucket/a' cannot be published to"),
            ("s3://bucket/a", "https://x.org/?a=b", "'s3://bucket/a' cannot be published to"),
            ("s3://bucket/a", "", "'s3://bucket/a' cannot be published to"),
        ] as [(String, String?, String)]
    )
    func refuses(_ text: String, _ endpoint: String?, _ message: String) throws {
        let error = #expect(throws: DestinationError.self) {
            try DestinationLocation(text, endpoint: endpoint)
        }
        #expect(error?.description == message)
        #expect(error?.kind == .usage)
    }

    @Test("A location is opened with what the environment says")
    func opens() async throws {
        try await TransferClient.with { transfer in
            let place = try DestinationLocation(
                "s3://bucket/a",
                endpoint: "https://store.example.org"
            )
            let keys = ["AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s"]
            #expect(try place.open(transfer, environment: keys).description == "s3://bucket/a/")
            #expect(throws: S3Error.self) { try place.open(transfer, environment: [:]) }
            let amazon = try DestinationLocation("s3://bucket/a")
            #expect(throws: S3Error.noRegion) { try amazon.open(transfer, environment: keys) }
            try await withTemporaryFolder { path in
                let folder = try DestinationLocation(path.appending("new").string)
                let destination = try folder.open(transfer, environment: [:])
                #expect(try await destination.create("a", .text("x")))
                #expect(try Folder(path.appending("new")).read("a", limit: 1) == [0x78])
            }
        }
    }
}

struct ObjectHeadersTests {
    private static let forever = "public, max-age=31536000, immutable"

    @Test(arguments: [
        ("htop/htop-3.4-1-43-x86-64.raw", "application/octet-stream", forever),
        ("htop/htop-3.4-1-43-x86-64.json", "application/json", forever),
        ("htop/htop-3.4-1-43-x86-64.spdx.json", "application/spdx+json", forever),
        ("htop/htop-3.4-1-43-x86-64.slsa.json", "application/vnd.in-toto+json", forever),
        ("htop/index.html", "text/html; charset=utf-8", "max-age=60, must-revalidate"),
        ("htop/other-1.raw", "application/octet-stream", "no-cache"),
        ("htop/SHA256SUMS", "text/plain; charset=utf-8", "no-cache"),
        ("SHA256SUMS", "text/plain; charset=utf-8", "no-cache"),
        ("SHA256SUMS.gpg", "application/pgp-signature", "no-cache"),
        ("import-pubring.gpg", "application/pgp-keys", "no-cache"),
        ("htop.conf", "text/plain; charset=utf-8", "no-cache"),
        ("metadata/timestamp.json", "application/json", "no-cache"),
        ("metadata/12.snapshot.json", "application/json", forever),
        ("metadata/3.extension-htop.json", "application/json", forever),
        ("metadata/x/3.targets.json", "application/json", "no-cache"),
        ("metadata/.json", "application/json", "no-cache"),
        ("search/00ff.json", "application/json", forever),
        ("style.css", "text/css; charset=utf-8", "no-cache"),
        ("", "text/plain; charset=utf-8", "no-cache"),
    ])
    func headers(_ name: String, _ type: String, _ cache: String) {
        let headers = ObjectHeaders(name)
        #expect(headers.contentType == type)
        #expect(headers.cacheControl == cache)
    }
}

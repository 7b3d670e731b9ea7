import Files
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Transfer

/// Where credentials come from.
struct S3EnvironmentTests {
    private static let file = """
        # mine
        [default]
        aws_access_key_id = default-key
        aws_secret_access_key=default/secret=+
        region = eu-west-1

        [ other ]
        AWS_ACCESS_KEY_ID=other-key
        aws_secret_access_key = other-secret
        aws_session_token = other-token
        ; [default]
        [half]
        aws_access_key_id = half-key
        aws_secret_access_key =
        """

    private static let keys = ["AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"]

    @Test(
        "Credentials that are found",
        arguments: [
            (keys, S3Credentials(accessKey: "key", secretKey: "secret")),
            (
                keys.merging(["AWS_SESSION_TOKEN": "t", "AWS_PROFILE": "other"]) { $1 },
                S3Credentials(accessKey: "key", secretKey: "secret", sessionToken: "t")
            ),
            ([:], S3Credentials(accessKey: "default-key", secretKey: "default/secret=+")),
            (
                ["AWS_PROFILE": "other", "AWS_ACCESS_KEY_ID": ""],
                S3Credentials(
                    accessKey: "other-key",
                    secretKey: "other-secret",
                    sessionToken: "other-token"
                )
            ),
        ] as [([String: String], S3Credentials)]
    )
    func finds(_ environment: [String: String], _ expected: S3Credentials) async throws {
        try await Self.withHome { home in
            let environment = environment.merging(["HOME": home.string]) { old, _ in old }
            let found = try S3Credentials.found(in: environment)
            #expect(found == expected)
        }
    }

    @Test(
        "Credentials that are not",
        arguments: [
            (["AWS_ACCESS_KEY_ID": "key"], "AWS_SECRET_ACCESS_KEY is not set"),
            (["AWS_SECRET_ACCESS_KEY": "secret"], "AWS_ACCESS_KEY_ID is not set"),
            (["HOME": ""], "neither AWS_ACCESS_KEY_ID nor HOME is set"),
            (["AWS_PROFILE": "nobody"], "has no profile 'nobody'"),
            (["AWS_PROFILE": "half"], "profile 'half' in"),
            (["AWS_SHARED_CREDENTIALS_FILE": "/nowhere/x"], "there is no file '/nowhere/x'"),
            (["AWS_SHARED_CREDENTIALS_FILE": "/"], "cannot read '/'"),
            (["AWS_SHARED_CREDENTIALS_FILE": "/dev/zero"], "larger than"),
        ] as [([String: String], String)]
    )
    func misses(_ environment: [String: String], _ reason: String) async throws {
        try await Self.withHome { home in
            let environment = environment.merging(["HOME": home.string]) { old, _ in old }
            let error = #expect(throws: S3Error.self) { try S3Credentials.found(in: environment) }
            #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
            #expect(error?.kind == .usage)
        }
    }

    private static func withHome(_ body: (FilePath) throws -> Void) async throws {
        try await withTemporaryFolder { home in
            // As a container's secret is put there: behind a link.
            let real = try Folder.making(home.appending("real"))
            try real.write(Array(file.utf8), to: "credentials")
            try await Command.run("ln", "-s", "real", home.appending(".aws").string).check()
            try body(home)
        }
    }

    @Test("Secrets are in no text")
    func hidesSecrets() {
        let credentials = S3Credentials(accessKey: "a", secretKey: "SECRET", sessionToken: "TOKEN")
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped] {
            #expect(!text.contains("SECRET") && !text.contains("TOKEN"))
        }
    }

    @Test(
        "Where a bucket's objects are",
        arguments: [
            (
                "bucket", nil, ["AWS_REGION": "eu-west-3"],
                "https://bucket.s3.eu-west-3.amazonaws.com/a/b%2Bc"
            ),
            (
                "my.bucket", nil, ["AWS_DEFAULT_REGION": "us-east-2"],
                "https://s3.us-east-2.amazonaws.com/my.bucket/a/b%2Bc"
            ),
            (
                "bucket", nil, ["AWS_REGION": "cn-north-1"],
                "https://bucket.s3.cn-north-1.amazonaws.com.cn/a/b%2Bc"
            ),
            ("bucket", "http://127.0.0.1:9000/", [:], "http://127.0.0.1:9000/bucket/a/b%2Bc"),
            ("bucket", "https://Store.org:443/s3//", [:], "https://store.org/s3/bucket/a/b%2Bc"),
            ("bucket", "http://[::1]:9000", [:], "http://[::1]:9000/bucket/a/b%2Bc"),
            (
                "bucket", nil,
                ["AWS_ENDPOINT_URL": "https://a.org", "AWS_ENDPOINT_URL_S3": "https://b.org"],
                "https://b.org/bucket/a/b%2Bc"
            ),
        ] as [(String, String?, [String: String], String)]
    )
    func addresses(
        _ name: String,
        _ endpoint: String?,
        _ environment: [String: String],
        _ url: String
    ) throws {
        let bucket = try S3Bucket(name: name, endpoint: endpoint, environment: environment)
        #expect(try bucket.location(of: "a/b+c", query: []).requestText == url)
        let listing = try bucket.location(
            of: "",
            query: [("prefix", "a+b c/"), ("list-type", "2")]
        )
        #expect(listing.requestText.hasSuffix("/?list-type=2&prefix=a%2Bb%20c%2F"))
    }

    @Test(
        "Buckets that are none",
        arguments: ["", "ab", "Bucket", "a_b", "-ab", "ab-", "a..b", "a/b", "bücket", "b@cket"]
            + [String(repeating: "a", count: 64)]
    )
    func badBuckets(_ name: String) {
        #expect(throws: S3Error.self) { try S3Bucket(name: name, region: "us-east-1") }
    }

    @Test(arguments: ["", "us east", "evil.org/", "US"])
    func badRegions(_ region: String) {
        let environment = ["AWS_REGION": region]
        #expect(throws: S3Error.self) {
            try S3Bucket(name: "bucket", endpoint: nil, environment: environment)
        }
    }
}

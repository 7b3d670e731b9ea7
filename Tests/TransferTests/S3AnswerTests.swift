import Model
import Synchronization
import Testing

@testable import Transfer

/// An answer to the question for a listing, and what is wrong with it.
struct BadListing: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var body: String

    static let all = [
        BadListing(testDescription: "nothing", body: ""),
        BadListing(testDescription: "no XML", body: "hello"),
        BadListing(testDescription: "cut off", body: "<ListBucketResult><Contents>"),
        BadListing(testDescription: "something else", body: "<html><body/></html>"),
        BadListing(
            testDescription: "a document type",
            body: "<!DOCTYPE x [<!ENTITY a \"b\">]><ListBucketResult>&a;</ListBucketResult>"
        ),
        BadListing(
            testDescription: "deep",
            body: String(repeating: "<a>", count: 9000)
        ),
        BadListing(
            testDescription: "an object without a name",
            body: listing("<Contents><Size>1</Size></Contents>")
        ),
        BadListing(
            testDescription: "an object without a size",
            body: listing("<Contents><Key>p/a</Key></Contents>")
        ),
        BadListing(
            testDescription: "a negative size",
            body: listing("<Contents><Key>p/a</Key><Size>-1</Size></Contents>")
        ),
        BadListing(
            testDescription: "an object that was not asked for",
            body: listing("<Contents><Key>q/a</Key><Size>1</Size></Contents>")
        ),
        BadListing(
            testDescription: "goes on without a place",
            body: listing("<IsTruncated>true</IsTruncated>")
        ),
        BadListing(
            testDescription: "does not end",
            body: listing(
                "<IsTruncated>true</IsTruncated><NextContinuationToken>x</NextContinuationToken>"
            )
        ),
    ]

    static func listing(_ text: String) -> String {
        "<?xml version=\"1.0\"?><ListBucketResult>\(text)</ListBucketResult>"
    }
}

/// Answers that no store should give.
struct S3AnswerTests {
    private static func client(
        _ steps: [ScriptedServer.Step],
        _ body: (S3Client, ScriptedServer) async throws -> Void
    ) async throws {
        let server = try ScriptedServer(steps)
        try await TransferClient.with(
            retries: FetchTests.quick,
            timeouts: FetchTests.timeouts
        ) { transfer in
            let bucket = try S3Bucket(name: "bucket", region: "x", endpoint: server.url(""))
            let credentials = S3Credentials(
                accessKey: "KEY",
                secretKey: "SECRET",
                sessionToken: "TOKEN"
            )
            let client = S3Client(transfer, bucket: bucket, credentials: credentials)
            try await body(client, server)
        }
    }

    @Test("Listings", arguments: BadListing.all)
    func badListing(_ bad: BadListing) async throws {
        try await Self.client([ScriptedServer.answer(body: bad.body)]) { client, _ in
            let error = await #expect(throws: S3Error.self) {
                _ = try await client.list(prefix: "p/")
            }
            guard case .unreadable = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("More objects than are allowed")
    func tooMany() async throws {
        let object = "<Contents><Key>p/a</Key><Size>1</Size></Contents>"
        let answer = ScriptedServer.answer(body: BadListing.listing(object + object))
        try await Self.client([answer]) { client, _ in
            await #expect(throws: S3Error.tooMany(prefix: "p/", limit: 1)) {
                _ = try await client.list(prefix: "p/", limit: 1)
            }
        }
    }

    @Test("Encoded names, and others")
    func names() async throws {
        let body = """
            <ListBucketResult><EncodingType>url</EncodingType>
            <Contents><Key>p/a%2Bb+c</Key><Size>1</Size><Owner><ID>x</ID></Owner></Contents>
            </ListBucketResult>
            """
        let plain = BadListing.listing("<Contents><Key>p/a+b &amp;</Key><Size>2</Size></Contents>")
        let answers = [body, plain].map { ScriptedServer.answer(body: $0) }
        try await Self.client(answers) { client, _ in
            let first = try await client.list(prefix: "p/")
            #expect(first == [.init(key: "p/a+b c", size: 1)])
            #expect(try await client.list(prefix: "p/") == [.init(key: "p/a+b &", size: 2)])
        }
    }

    @Test("An error names code and request, and none of the store's sentences")
    func refusal() async throws {
        let body = """
            <Error><Code>AccessDenied</Code><Message>TOKEN and SECRET</Message>
            <RequestId>R1</RequestId><StringToSign>TOKEN</StringToSign></Error>
            """
        let answer = ScriptedServer.answer("403 Forbidden", ["x-amz-request-id: Q2"], body: body)
        try await Self.client([answer]) { client, server in
            let error = await #expect(throws: S3Error.self) {
                _ = try await client.get("a", limit: 9)
            }
            #expect(
                error?.description
                    == "the object store refused to read 'a': AccessDenied (status 403), request Q2"
            )
            let lines = diagnosticLines(for: error ?? .noRegion).joined()
            #expect(!lines.contains("TOKEN") && !lines.contains("SECRET"))
            #expect(server.requests.count == 1)
            #expect(server.requests.first?.contains("x-amz-security-token: TOKEN") == true)
            #expect(server.requests.first?.contains("SECRET") == false)
        }
    }

    @Test("The region that a bucket is really in", arguments: ["301 Moved", "400 Bad"])
    func region(_ status: String) async throws {
        let body = "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-x</Region></Error>"
        try await Self.client([ScriptedServer.answer(status, body: body)]) { client, _ in
            let error = await #expect(throws: S3Error.self) {
                _ = try await client.get("a", limit: 9)
            }
            #expect(error?.hint == "the bucket is in the region 'eu-x'; set AWS_REGION to it")
        }
    }

    @Test("No redirect is followed: the credentials are for this store")
    func redirect() async throws {
        let other = try ScriptedServer([ScriptedServer.answer(body: "x")])
        let answer = ScriptedServer.answer("307 There", ["Location: \(other.url("bucket/a"))"])
        try await Self.client([answer]) { client, _ in
            await #expect(throws: S3Error.self) { _ = try await client.get("a", limit: 9) }
        }
        #expect(other.requests == [])
    }

    @Test("An answer that is larger than it may be", arguments: [10, 100_000])
    func tooLarge(_ size: Int) async throws {
        let answer = ScriptedServer.answer(body: String(repeating: "x", count: size))
        try await Self.client([answer]) { client, _ in
            let error = await #expect(throws: S3Error.self) {
                _ = try await client.get("a", limit: 9)
            }
            guard case .transfer(.tooLarge) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("Every attempt is signed at its own time")
    func signsAgain() async throws {
        let steps: [ScriptedServer.Step] = [
            ScriptedServer.answer("503 Busy", ["Retry-After: 0"]), .hangUp,
            ScriptedServer.answer(body: "x"),
        ]
        let server = try ScriptedServer(steps)
        let clock = Ticks()
        try await TransferClient.with(retries: FetchTests.quick) { transfer in
            let bucket = try S3Bucket(name: "bucket", region: "x", endpoint: server.url(""))
            let credentials = S3Credentials(accessKey: "KEY", secretKey: "SECRET")
            let client = S3Client(transfer, bucket: bucket, credentials: credentials) {
                clock.next()
            }
            #expect(try await client.get("a", limit: 9)?.bytes == [0x78])
        }
        let stamps = server.requests.map { request in
            request.split(separator: "\r\n").first { $0.hasPrefix("x-amz-date:") }
        }
        #expect(stamps == (1...3).map { "x-amz-date: 19700101T00000\($0)Z" })
    }
}

/// A clock that goes on by a second whenever somebody looks.
private final class Ticks: Sendable {
    private let seconds = Mutex<Int64>(0)

    func next() -> Int64 {
        seconds.withLock { seconds in
            seconds += 1
            return seconds
        }
    }
}

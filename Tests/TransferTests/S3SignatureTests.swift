import Crypto
import Foundation
import Model
import TestSupport
import Testing

@testable import Transfer

/// An example of Amazon's documentation ("Signature Calculations for the Authorization Header: Transferring Payload in a Single
/// Chunk", and "Create a signed AWS API request").
struct SignatureExample: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var request: S3Signature.Request
    var signature: String
    var service = "s3"
    var secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    var time: Int64 = 1_369_353_600

    private static let empty = Hexadecimal.text(SHA256.hash(data: [UInt8]()))

    private init(
        _ name: String,
        _ method: String = "GET",
        _ path: String = "/",
        query: [(name: String, value: String)] = [],
        _ headers: [HTTPExchange.Header] = [],
        payload: String = empty,
        _ signature: String
    ) {
        testDescription = name
        self.signature = signature
        request = .init(
            method: method,
            path: path,
            query: query,
            headers: headers + [
                .init("Host", "examplebucket.s3.amazonaws.com"),
                .init("x-amz-content-sha256", payload), .init("x-amz-date", "20130524T000000Z"),
            ],
            payload: payload
        )
    }

    static let all = [
        SignatureExample(
            "get an object",
            "GET",
            "/test.txt",
            [.init("Range", "bytes=0-9")],
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        ),
        SignatureExample(
            "put an object",
            "PUT",
            "/" + PercentEncoding.path("test$file.text"),
            [
                .init("Date", "Fri, 24 May 2013 00:00:00 GMT"),
                .init("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ],
            payload: Hexadecimal.text(SHA256.hash(data: Array("Welcome to Amazon S3.".utf8))),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        ),
        SignatureExample(
            "a bucket's lifecycle",
            query: [("lifecycle", "")],
            [],
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
        ),
        SignatureExample(
            "list objects",
            query: [("prefix", "J"), ("max-keys", "2")],
            [],
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
        ),
        users,
    ]

    /// Another service's request, without the header for the payload.
    private static var users: SignatureExample {
        var example = SignatureExample(
            "list users",
            query: [("Version", "2010-05-08"), ("Action", "ListUsers")],
            [],
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
        )
        example.request.headers = [
            .init("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
            .init("Host", "iam.amazonaws.com"), .init("X-Amz-Date", "20150830T123600Z"),
        ]
        example.service = "iam"
        example.secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
        example.time = 1_440_938_160
        return example
    }
}

/// A request that botocore has signed.
private struct SignedRequest: Decodable {
    var method: String
    var path: String
    var query: [[String]]
    var headers: [String: String]
    var payload: String
    var stamp: String
    var region: String
    var token: String?
    var authorization: String

    var request: S3Signature.Request {
        var headers = headers.map { HTTPExchange.Header($0.key, $0.value) }
        headers += [
            .init("host", "example.org:8443"), .init("x-amz-content-sha256", payload),
            .init("x-amz-date", stamp),
        ]
        if let token { headers.append(.init("x-amz-security-token", token)) }
        return .init(
            method: method,
            path: PercentEncoding.path(path),
            query: query.map { ($0[0], $0[1]) },
            headers: headers,
            payload: payload
        )
    }
}

struct S3SignatureTests {
    @Test("The documentation's examples", arguments: SignatureExample.all)
    func examples(_ example: SignatureExample) {
        var signer = S3Signature(
            credentials: S3Credentials(
                accessKey: "AKIAIOSFODNN7EXAMPLE",
                secretKey: example.secret
            ),
            region: "us-east-1"
        )
        signer.service = example.service
        let time = S3Time(example.time)
        let text = signer.authorization(of: example.request, at: time)
        #expect(text.hasSuffix("Signature=\(example.signature)"))
    }

    @Test(
        "Random requests, as botocore signs them",
        .enabled(if: ObjectStore.isThere, ObjectStore.reason)
    )
    func asBotocore() async throws {
        let text = try await ObjectStore.judge(["sign", "500", "7"])
        let lines = text.split(separator: "\n")
        #expect(lines.count == 500)
        for line in lines {
            let signed = try JSONDecoder().decode(SignedRequest.self, from: Data(line.utf8))
            let signer = S3Signature(
                credentials: S3Credentials(accessKey: "AKIDEXAMPLE", secretKey: "sec/ret+key"),
                region: signed.region
            )
            let expected = signed.authorization.replacing(", ", with: ",")
            let stamp = try #require(S3Time(stamp: signed.stamp))
            #expect(signer.authorization(of: signed.request, at: stamp) == expected, "\(line)")
        }
    }

    @Test(arguments: [
        (0, "19700101T000000Z"), (951_782_399, "20000228T235959Z"),
        (951_782_400, "20000229T000000Z"), (4_102_444_799, "20991231T235959Z"),
    ])
    func time(_ seconds: Int64, _ text: String) {
        #expect(S3Time(seconds).stamp == text)
        #expect(S3Time(seconds).day == String(text.prefix(8)))
    }

    @Test(arguments: [
        ("a/b+c d", "a/b%2Bc%20d"), ("~-._", "~-._"), ("ä%", "%C3%A4%25"), ("?#&=", "%3F%23%26%3D"),
    ])
    func path(_ text: String, _ encoded: String) {
        #expect(PercentEncoding.path(text) == encoded)
        #expect(PercentEncoding.decoded(encoded) == text)
    }

    @Test(arguments: ["%", "%4", "%zz", "%C3"])
    func doesNotDecode(_ text: String) {
        #expect(PercentEncoding.decoded(text) == nil)
    }
}

extension S3Time {
    /// The moment that a text names.
    fileprivate init?(stamp: String) {
        let digits = stamp.filter(\.isNumber)
        var parts = DateComponents()
        parts.timeZone = .gmt
        func number(_ range: Range<Int>) -> Int? {
            Int(String(Array(digits)[range]))
        }
        guard digits.count == 14 else { return nil }
        (parts.year, parts.month, parts.day) = (number(0..<4), number(4..<6), number(6..<8))
        (parts.hour, parts.minute, parts.second) = (
            number(8..<10), number(10..<12), number(12..<14)
        )
        guard let date = Calendar(identifier: .gregorian).date(from: parts) else { return nil }
        self.init(Int64(date.timeIntervalSince1970))
    }
}

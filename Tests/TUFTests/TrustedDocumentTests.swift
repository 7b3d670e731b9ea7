import Testing

@testable import TUF

struct TrustedDocumentTests {
    private static let key = SigningKey()
    private static let stranger = SigningKey()
    private static let now: Int64 = 1_800_000_000

    private static func content(
        version: JSONValue = 7,
        expires: JSONValue = 1_800_000_060
    )
        -> JSONValue
    {
        ["version": version, "expires": expires, "title": "An \"index\"\n"]
    }

    private static func signed(
        _ value: JSONValue = content(),
        by key: SigningKey = key
    ) throws -> [UInt8] {
        Array(try Envelope(signing: value, with: key).text.utf8)
    }

    private static func verify(
        _ bytes: [UInt8],
        lastSeen: Int64? = nil,
        now: Int64 = now
    ) throws(TrustError) -> TrustedDocument {
        try TrustedDocument(
            verifying: bytes,
            signedBy: key.publicKey,
            freshness: .current(at: now, lastSeen: lastSeen)
        )
    }

    @Test
    func trustsItsKey() throws {
        let document = try Self.verify(try Self.signed(), lastSeen: 7)
        #expect(document.content == Self.content())
        #expect(document.version == 7)
        #expect(try JSONValue(parsing: document.json) == Self.content())
    }

    @Test
    func ignoresSpellingOfTheSameContent() throws {
        let text = String(decoding: try Self.signed(), as: UTF8.self)
        let other = text.replacing("\"version\": 7", with: "\"version\" :\t7")
        #expect(other != text)
        #expect(try Self.verify(Array(other.utf8)).version == 7)
    }

    @Test
    func refusesStrangers() throws {
        let bytes = try Self.signed(by: Self.stranger)
        #expect(throws: TrustError.otherKey(expected: Self.key.publicKey)) {
            try Self.verify(bytes)
        }
    }

    @Test
    func refusesForgedIdentifier() throws {
        var envelope = try Envelope(signing: Self.content(), with: Self.stranger)
        envelope.signatures[0].keyID = Self.key.publicKey.identifier
        let bytes = Array(envelope.text.utf8)
        #expect(throws: TrustError.badSignature(Self.key.publicKey)) { try Self.verify(bytes) }
    }

    @Test
    func refusesChanges() throws {
        var envelope = try Envelope(signing: Self.content(), with: Self.key)
        envelope.signed = Self.content(version: 8)
        let bytes = Array(envelope.text.utf8)
        #expect(throws: TrustError.badSignature(Self.key.publicKey)) { try Self.verify(bytes) }
    }

    @Test
    func refusesNoSignature() throws {
        var envelope = try Envelope(signing: Self.content(), with: Self.key)
        envelope.signatures = []
        let bytes = Array(envelope.text.utf8)
        #expect(throws: TrustError.noSignature) { try Self.verify(bytes) }
    }

    @Test
    func refusesStaleDocuments() throws {
        let bytes = try Self.signed()
        #expect(throws: TrustError.rolledBack(offered: 7, seen: 8)) {
            try Self.verify(bytes, lastSeen: 8)
        }
        let end: Int64 = 1_800_000_060
        #expect(try Self.verify(bytes, now: end - 1).expires == end)
        #expect(throws: TrustError.expired(at: end, now: end)) {
            try Self.verify(bytes, now: end)
        }
        let own = try TrustedDocument(
            verifying: bytes,
            signedBy: Self.key.publicKey,
            freshness: .anyAge
        )
        #expect(own.version == 7)
    }

    @Test(arguments: [
        ("version", content(version: 0)), ("version", content(version: "7")),
        ("expires", content(expires: -1)), ("expires", content(expires: .null)),
    ])
    func needsFreshness(_ field: String, _ content: JSONValue) throws {
        let bytes = try Self.signed(content)
        #expect(throws: TrustError.noFreshness(field)) { try Self.verify(bytes) }
    }

    @Test(arguments: [
        ("{}", "'signed' is not an object"), ("[]", "'signed' is not an object"),
        (#"{"signed":{}}"#, "'signatures' is not a list"),
        (
            #"{"signed":{},"signatures":[{"keyid":"a","sig":"xyz"}]}"#,
            "a signature has no 'keyid' or no hexadecimal 'sig'"
        ),
    ])
    func refusesOtherDocuments(_ text: String, _ reason: String) {
        #expect(throws: TrustError.notAnEnvelope(reason)) { try Self.verify(Array(text.utf8)) }
    }

    /// No change of a single byte lets other content pass.
    @Test
    func survivesEveryFlippedByte() throws {
        let bytes = try Self.signed()
        for place in bytes.indices {
            for mask: UInt8 in [0x01, 0x20, 0x80] {
                var damaged = bytes
                damaged[place] ^= mask
                // Blanks, the case of hexadecimal digits, and nothing else may differ unseen.
                guard let document = try? Self.verify(damaged) else { continue }
                #expect(document.content == Self.content(), "byte \(place)")
            }
        }
    }
}

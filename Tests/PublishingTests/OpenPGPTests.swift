import Glibc
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Publishing

@Suite(.enabled(if: OpenPGPHome.isPossible, Comment(rawValue: OpenPGPHome.needs)))
struct OpenPGPTests {
    private static let text = Array("a list\n".utf8)
    private static var now: Int64 { Int64(time(nil)) }

    private static func signer(
        _ key: String,
        _ home: OpenPGPHome,
        others: [String] = []
    ) async throws -> OpenPGPSigner {
        try await OpenPGPSigner(
            try #require(OpenPGPFingerprint(key)),
            others: others.compactMap { OpenPGPFingerprint($0) },
            environment: home.environment
        )
    }

    @Test(arguments: ["ed25519", "rsa3072"])
    func signsWhatGpgvVerifies(_ algorithm: String) async throws {
        try await OpenPGPHome.with { home in
            let key = try await home.makeKey("one", algorithm: algorithm)
            let next = try await home.makeKey("two")
            let signer = try await Self.signer(key, home, others: [next])
            let signature = try await signer.signature(over: Self.text, keeping: nil, now: Self.now)
            let again = try await signer.signature(
                over: Self.text,
                keeping: signature,
                now: Self.now
            )
            #expect(again == signature, "a good signature is kept")
            let other = try await signer.signature(
                over: [1],
                keeping: signature,
                now: Self.now
            )
            #expect(other != signature)
            // Hosts that got the keyring in time believe the next signer as well.
            let following = try await Self.signer(next, home)
            let changed = try await following.signature(
                over: Self.text,
                keeping: signature,
                now: Self.now
            )
            #expect(changed != signature)
            let pins = Set([key, next].compactMap { OpenPGPFingerprint($0) })
            let verifier = try OpenPGPVerifier(keyring: signer.keyring.binary, pinned: pins)
            for (made, by) in [(signature, key), (changed, next)] {
                let found = try await verifier.verify(made, over: Self.text, now: Self.now)
                #expect(found.primary.text == by)
            }
            #expect(signer.keyring.armoured.starts(with: Array("-----BEGIN PGP PUBLIC KEY".utf8)))
        }
    }

    @Test
    func refusesKeysThatCannotSign() async throws {
        try await OpenPGPHome.with { home in
            let expired = try await home.makeKey(
                "old",
                expiry: "1d",
                options: ["--faked-system-time", "20200101T000000!"]
            )
            let weak = try await home.makeKey("weak", algorithm: "rsa1024")
            let locked = try await home.makeKey("locked", passphrase: "secret")
            _ = try await Command.run(
                "gpgconf",
                ["--kill", "gpg-agent"],
                environment: home.environment
            )
            let revoked = try await home.makeKey("revoked")
            let certificate = home.path.appending("openpgp-revocs.d/\(revoked).rev").string
            try await Command.run("sed", "-i", "s/^:-----/-----/", certificate).check()
            try await home.gpg(["--batch", "--import", certificate]).check()
            let nobody = String(repeating: "A", count: 40)
            let cases: [(String, OpenPGPError)] = [
                (expired, .expiredKey(expired)), (weak, .weakKey(weak, bits: 1024)),
                (revoked, .revokedKey(revoked)), (nobody, .noSecretKey(nobody)),
                (locked, .lockedKey(locked)),
            ]
            for (key, expected) in cases {
                let error = await #expect(throws: OpenPGPError.self) {
                    try await Self.signer(key, home).signature(
                        over: Self.text,
                        keeping: nil,
                        now: Self.now
                    )
                }
                #expect(error == expected)
            }
        }
    }

    /// gpg ends before it has read more than a pipe holds.
    @Test
    func survivesAnEarlyEnd() async throws {
        try await OpenPGPHome.with { home in
            let key = try await home.makeKey("one")
            let signer = try await Self.signer(key, home)
            _ = try await home.gpg([
                "--batch", "--yes", "--pinentry-mode", "loopback", "--passphrase", "",
                "--delete-secret-keys", key,
            ])
            for _ in 0..<20 {
                await #expect(throws: OpenPGPError.self) {
                    try await signer.signature(
                        over: [UInt8](repeating: 65, count: 1 << 20),
                        keeping: nil,
                        now: Self.now
                    )
                }
            }
        }
    }

    @Test
    func refusesSignatures() async throws {
        try await OpenPGPHome.with { home in
            let key = try await home.makeKey("one")
            let other = try await home.makeKey("two")
            let signer = try await Self.signer(key, home, others: [other])
            let good = try await signer.signature(over: Self.text, keeping: nil, now: Self.now)
            let pin = try #require(OpenPGPFingerprint(key))
            let verifier = try OpenPGPVerifier(keyring: signer.keyring.binary, pinned: [pin])
            let strange = try await Self.signer(other, home).signature(
                over: Self.text,
                keeping: nil,
                now: Self.now
            )
            let cases: [(String, [UInt8], [UInt8], Int64)] = [
                ("other bytes", good, [1], Self.now), ("empty", [], Self.text, Self.now),
                ("junk", [1, 2, 3], Self.text, Self.now),
                ("cut", good.dropLast(9), Self.text, Self.now),
                ("twice", good + good, Self.text, Self.now),
                ("with another", good + strange, Self.text, Self.now),
                ("of a key that is not pinned", strange, Self.text, Self.now),
                ("from the future", good, Self.text, Self.now - 100_000),
            ]
            for (name, signature, bytes, now) in cases {
                let error = await #expect(throws: OpenPGPError.self, "\(name)") {
                    try await verifier.verify(signature, over: bytes, now: now)
                }
                #expect(error?.kind == .verification, "\(name)")
            }
        }
    }
}

/// The status lines of gpgv, as GnuPG documents them.
struct OpenPGPStatusTests {
    private static let key = String(repeating: "A", count: 40)
    private static let primary = String(repeating: "B", count: 40)

    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var digest = "8"
        var kind = "00"
        var created = "1000"
        var extra = ""
        var pinned = primary
        var refusal: SignatureRefusal?

        var status: String {
            """
            [GNUPG:] NEWSIG one@example.org
            [GNUPG:] GOODSIG BBBB One
            [GNUPG:] VALIDSIG \(key) 1970-01-01 \(created) 0 4 0 22 \(digest) \(kind) \(primary)
            \(extra)
            """
        }
    }

    @Test(
        arguments: [
            Case(testDescription: "good"),
            Case(testDescription: "SHA-512", digest: "10"),
            Case(testDescription: "text", kind: "01"),
            Case(testDescription: "words that only look alike", extra: "gpgv: [GNUPG:] BADSIG"),
            Case(testDescription: "SHA-1", digest: "2", refusal: .digest(2)),
            Case(testDescription: "of a key", kind: "10", refusal: .kind("10")),
            Case(testDescription: "future", created: "99999999", refusal: .future(99_999_999)),
            Case(testDescription: "no time", created: "soon", refusal: .unreadable),
            Case(testDescription: "not pinned", pinned: key, refusal: .otherKey(primary)),
            Case(
                testDescription: "two",
                extra: "[GNUPG:] NEWSIG",
                refusal: .count(2)
            ),
        ]
            + ["EXPKEYSIG", "REVKEYSIG", "EXPSIG", "BADSIG", "ERRSIG", "NODATA", "KEYREVOKED"].map {
                Case(testDescription: $0, extra: "[GNUPG:] \($0) x", refusal: .status($0))
            }
    )
    func statuses(_ entry: Case) throws {
        let pinned = Set([try #require(OpenPGPFingerprint(entry.pinned))])
        if let refusal = entry.refusal {
            #expect(throws: refusal) {
                try OpenPGPSignature(status: entry.status, pinned: pinned, now: 1000)
            }
        } else {
            let found = try OpenPGPSignature(status: entry.status, pinned: pinned, now: 1000)
            #expect(found.key.text == Self.key && found.created == 1000)
        }
    }
}

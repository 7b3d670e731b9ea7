import SystemPackage
import TestSupport
import Testing

@testable import TUF

/// Keys and signatures, with RFC 8032's own examples and OpenSSL as judges.
struct KeyTests {
    private static let hasOpenSSL = Command.exists("openssl")

    /// RFC 8032, section 7.1: seed, public key, message, signature.
    @Test(arguments: [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ])
    func followsTheSpecification(
        seed: String,
        publicKey: String,
        message: String,
        signature: String
    ) throws {
        let key = try SigningKey(seed: try #require(Hex.bytes(seed)))
        #expect(key.publicKey.object["keyval"]?["public"]?.string == publicKey)
        let bytes = try #require(Hex.bytes(message))
        #expect(
            key.publicKey.verifies(
                signature: try #require(Hex.bytes(signature)),
                over: bytes
            )
        )
        #expect(
            key.publicKey.verifies(signature: try key.signature(over: bytes), over: bytes)
        )
        #expect(!key.publicKey.verifies(signature: [], over: bytes))
        #expect(
            !key.publicKey.verifies(
                signature: try #require(Hex.bytes(signature)),
                over: bytes + [0]
            )
        )
    }

    @Test
    func hasOneLineForPeople() throws {
        let key = SigningKey().publicKey
        #expect(PublicKey(key.text) == key)
        for bad in ["", "ed25519:", "ed25519:AAAA", "rsa:\(key.text.dropFirst(8))", key.text + "A"]
        {
            #expect(PublicKey(bad) == nil, "\(bad)")
        }
    }

    @Test
    func identifiesKeysAsTUFDoes() throws {
        // The digest of {"keytype":"ed25519","keyval":{"public":"d75a…"},"scheme":"ed25519"}, by sha256sum.
        let bytes = try #require(
            Hex.bytes("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        )
        let key = try #require(PublicKey(bytes: bytes))
        let form =
            #"{"keytype":"ed25519","keyval":{"public":""# + Hex.text(bytes)
            + #""},"scheme":"ed25519"}"#
        #expect(key.identifier == Digests.sha256(Array(form.utf8)))
    }

    @Test(arguments: [
        ("nothing", "", KeyError.notPEM),
        ("half a file", "-----BEGIN PRIVATE KEY-----\nMC4CAQ", .notPEM),
        ("bad Base64", "-----BEGIN PRIVATE KEY-----\n!!\n-----END PRIVATE KEY-----\n", .notPEM),
        (
            "other DER", "-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n",
            .notEd25519
        ),
        (
            "encrypted",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4C\n-----END ENCRYPTED PRIVATE KEY-----\n",
            .encrypted
        ),
    ])
    func refusesBadKeyFiles(_ name: String, _ pem: String, _ error: KeyError) {
        #expect(throws: error) { try SigningKey(pem: pem) }
    }

    @Test(.enabled(if: hasOpenSSL, "openssl is not installed"))
    func readsKeysOfOpenSSL() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending("key").string
            try await Command.run("openssl", "genpkey", "-algorithm", "ed25519", "-out", file)
                .check()
            let pem = try await Command.run("cat", file).check()
            let key = try SigningKey(pem: pem)
            #expect(key.pem == pem)
            let shown = try await Command.run(
                "sh",
                "-c",
                "openssl pkey -in \(file) -pubout -outform DER | tail -c 32 | base64"
            ).check()
            #expect(key.publicKey.text == "ed25519:" + shown.filter { $0 != "\n" })
        }
    }

    @Test(.enabled(if: hasOpenSSL, "openssl is not installed"))
    func signaturesAgreeWithOpenSSL() async throws {
        try await withTemporaryFolder { folder in
            let key = SigningKey()
            let message = #"{"signed":"ä"}"#
            // Octal, because that is what every shell's printf knows.
            let signature = try key.signature(over: Array(message.utf8)).map { byte in
                "\\" + "00\(String(byte, radix: 8))".suffix(3)
            }.joined()
            let script = """
                cd \(folder.string) && cat > key && printf '%s' '\(message)' > message
                printf '\(signature)' > ours
                openssl pkeyutl -verify -rawin -inkey key -in message -sigfile ours >&2
                openssl pkeyutl -sign -rawin -inkey key -in message -out theirs
                od -An -v -tx1 theirs
                """
            let output = try await Command.run("sh", "-e", "-c", script, input: key.pem).check()
            let theirs = try #require(Hex.bytes(output.filter { $0.isHexDigit }))
            #expect(key.publicKey.verifies(signature: theirs, over: Array(message.utf8)))
        }
    }
}

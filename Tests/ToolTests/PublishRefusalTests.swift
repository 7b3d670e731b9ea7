import SystemPackage
import TestSupport
import Testing

@Suite(
    "What cannot be published leaves the repository as it was",
    .enabled(if: BuiltProgram.canBuild, "needs the built program and 'Fixtures/packages'")
)
struct PublishRefusalTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// A script in the folder of images; `$1` is the folder of keys.
        let damage: String
        let verdict: Verdict

        init(_ name: String, _ damage: String, _ code: Int32, _ says: String...) {
            testDescription = name
            self.damage = damage
            verdict = Verdict(code: code, says: says)
        }
    }

    static let examples = [
        Example("an image that is cut", "truncate -s 9000 *.raw", 3, "its checksum"),
        Example(
            "an image that was changed",
            "printf '\\377' | dd of=$(echo *.raw) bs=1 seek=9000 conv=notrunc status=none",
            3,
            "its checksum"
        ),
        Example("no provenance", "rm *-x86-64.json", 3, ".json file beside it, is missing"),
        Example("a provenance of garbage", "echo { >$(echo *-x86-64.json)", 3, "cannot be read"),
        Example("an image of another name", "mv *.raw wrong.raw", 3, "wrong.raw"),
        Example("no images", "rm -r \"$PWD\"", 1, "cannot open"),
        Example("no keys", "rm -r \"$1\"", 1, "keys'"),
        Example("no root", "rm \"$1\"/1.root.json", 1, "no root metadata"),
        Example("a root that was changed", "sed -i s/2/3/ \"$1\"/1.root.json", 1, "is no root"),
        Example("no online key", "rm \"$1\"/online.pem", 1, "'timestamp' has to be signed"),
        Example("a key of garbage", "echo key >\"$1\"/online.pem", 1, "holds no key"),
        Example(
            "other bytes under a published name",
            """
            rm *
            cp ../images-repo/* .
            printf '\\377' | dd of=$(echo *.raw) bs=1 seek=20000 conv=notrunc status=none
            old=$(sha256sum ../images-repo/*.raw | cut -d ' ' -f 1)
            sed -i "s/$old/$(sha256sum *.raw | cut -d ' ' -f 1)/" *.json
            """,
            1,
            "is published already, with other bytes"
        ),
    ]

    @Test("Images and keys", arguments: examples)
    func refused(_ example: Example) async throws {
        try await withTemporaryFolder { folder in
            let publisher = try await DemoPublisher(folder)
            try await publisher.publish(["veneer-hello"], .first)
            let images = try await publisher.build(["veneer-hello"], .next)
            try await Command.run(
                "bash",
                "-euc",
                "cd \"$2\"; \(example.damage)",
                "bash",
                folder.appending("keys").string,
                images.string
            ).check()
            let before = try await Listing(publisher.repository)
            example.verdict.check(try await BuiltProgram.run(publisher.publishing(images)))
            #expect(try await Listing(publisher.repository) == before)
        }
    }

    static let gpgKeys = [
        ("no fingerprint", "me@example.org", Int32(64), "is no OpenPGP fingerprint"),
        ("a short one", "8ABC098C6E490C57", 64, "is no OpenPGP fingerprint"),
        ("an option", "--output=x", 64, "is no OpenPGP fingerprint"),
        ("a key that is not there", String(repeating: "a", count: 40), 1, "no secret OpenPGP key"),
    ]

    @Test("OpenPGP keys", arguments: gpgKeys)
    func refusedKey(_ name: String, _ key: String, _ code: Int32, _ says: String) async throws {
        try await OpenPGPHome.with { home in
            try await withTemporaryFolder { folder in
                let publisher = try await DemoPublisher(folder)
                let images = try await publisher.build(["veneer-hello"], .first)
                let arguments = publisher.publishing(images, url: nil) + ["--gpg-key=\(key)"]
                Verdict(code: code, says: [says]).check(
                    try await BuiltProgram.run(arguments, environment: home.environment)
                )
                #expect(!isReadable(publisher.repository))
            }
        }
    }

    @Test func `a key is never overwritten, and one that others can read is warned of`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let publisher = try await DemoPublisher(folder)
            let keys = folder.appending("keys").string
            let key = "\(keys)/online.pem"
            Verdict(code: 1, says: ["never overwritten"]).check(
                try await BuiltProgram.run(["key", "generate", keys])
            )
            let images = try await publisher.build(["veneer-hello"], .first)
            try await Command.run("chmod", "644", key).check()
            let result = try await BuiltProgram.run(publisher.publishing(images))
            #expect(result.status == 0)
            #expect(result.errors.contains("warning: '\(key)' can be read by others"))
        }
    }
}

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
        /// A script in the folder of images; `$1` is the key's file.
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
        Example("no key", "rm \"$1\"", 1, "publisher.key'"),
        Example("a key of garbage", "echo key >\"$1\"", 1, "holds no key"),
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
                folder.appending("publisher.key").string,
                images.string
            ).check()
            let before = try await Listing(publisher.repository)
            example.verdict.check(try await BuiltProgram.run(publisher.publishing(images)))
            #expect(try await Listing(publisher.repository) == before)
        }
    }

    @Test func `a key is never overwritten, and one that others can read is warned of`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let publisher = try await DemoPublisher(folder)
            let key = folder.appending("publisher.key").string
            Verdict(code: 1, says: ["never overwritten"]).check(
                try await BuiltProgram.run(["key", "generate", key])
            )
            let images = try await publisher.build(["veneer-hello"], .first)
            try await Command.run("chmod", "644", key).check()
            let result = try await BuiltProgram.run(publisher.publishing(images))
            #expect(result.status == 0)
            #expect(result.errors.contains("warning: '\(key)' can be read by others"))
        }
    }
}

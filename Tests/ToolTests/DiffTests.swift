import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite(
    "inspect and diff of what is in images",
    .enabled(if: BuiltProgram.canBuild, "needs the built program and 'Fixtures/packages'")
)
struct DiffTests {
    /// Builds two images: version 1.0 of `veneer-hello`, then 2.0 with a few files more and a unit started.
    private static func withImages(_ body: (String, String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            var images: [String] = []
            let steps = """
                steps:
                  - file: /usr/share/same
                    content: same
                  - mode: /usr/bin/veneer-hello
                    to: "0700"

                """
            for (repository, more) in [
                ("repo", ""), ("repo-next", "start: [veneer-hello.service]\n" + steps),
            ] {
                let place = folder.appending(repository)
                let workshop = try await Workshop(
                    place,
                    repository: repository,
                    recipe:
                        "name: good\nsummary: A test\npackages: [veneer-hello]\nallow: {capabilities: [/usr/sbin/veneer-hellod]}\n"
                        + more
                )
                try await BuiltProgram.run(workshop.building()).check()
                let found = try await Command.run("find", workshop.output.string, "-name", "*.raw")
                    .check()
                images.append(found.filter { !$0.isNewline })
            }
            try await body(images[0], images[1])
        }
    }

    @Test func `tells what changed, and says so by its exit code`() async throws {
        try await Self.withImages { old, new in
            let result = try await BuiltProgram.run(["diff", old, new, "--exit-code"])
            #expect(result.status == 2)
            let text = result.output
            #expect(text.contains("~ veneer-hello 1.0-1 -> 2.0-1"))
            #expect(text.contains("/usr/bin/veneer-hello: "))
            #expect(text.contains("mode -rwxr-xr-x -> -rwx------"))
            #expect(text.contains("/usr/share/same"))
            #expect(text.contains("~ veneer-hello.service: is started"))
            let json = try await BuiltProgram.run(["diff", old, new, "--json"]).check()
            let value = try #require(
                JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
            )
            #expect(value["isSame"] as? Bool == false)
            #expect(
                (value["added"] as? [[String: Any]])?.contains {
                    $0["path"] as? String == "/usr/share/same"
                } == true
            )
        }
    }

    @Test func `the files that differ are those that differ when both are extracted`() async throws
    {
        try await Self.withImages { old, new in
            let folder = FilePath(old).removingLastComponent()
            for (name, image) in [("a", old), ("b", new)] {
                try await Command.run(
                    "fsck.erofs",
                    "--extract=\(folder.appending(name))",
                    image
                ).check()
            }
            let judged = try await Command.run(
                "sh",
                "-c",
                "cd \"$1\" && diff -rq --no-dereference a b; true",
                "sh",
                folder.string
            ).check()
            let json = try await BuiltProgram.run(["diff", old, new, "--json"]).check()
            let value = try #require(
                JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
            )
            let changed = (value["changed"] as? [[String: Any]] ?? []).filter {
                ($0["aspects"] as? [String])?.contains {
                    ["content", "target", "kind"].contains($0)
                } == true
            }
            let differing = judged.split(separator: "\n").filter { !$0.hasPrefix("Only in") }
            #expect(changed.count == differing.count, "\(judged)")
            for change in changed {
                let path = change["path"] as? String ?? ""
                #expect(differing.contains { $0.contains("a\(path) ") }, "\(path)")
            }
        }
    }

    @Test func `an image is the same as itself`() async throws {
        try await Self.withImages { old, _ in
            let text = try await BuiltProgram.run(["diff", old, old, "--exit-code"]).check()
            #expect(text.contains("no difference"))
        }
    }

    @Test func `packages, units and sizes`() async throws {
        try await Self.withImages { _, new in
            let text = try await BuiltProgram.run([
                "inspect", new, "--packages", "--units", "--sizes",
            ]).check()
            #expect(text.contains("veneer-hello-2.0-1.x86_64"))
            #expect(text.contains("multi-user.target"))
            #expect(text.contains("100.0%"))
            let total = try await BuiltProgram.run(["inspect", new, "--sizes", "--json"]).check()
            let value = try #require(
                JSONSerialization.jsonObject(with: Data(total.utf8)) as? [String: Any]
            )
            let sizes = try #require(value["sizes"] as? [String: Any])
            let census = try #require(value["census"] as? [String: Any])
            #expect(sizes["total"] as? Int == census["contentSize"] as? Int)
        }
    }

    @Test func `packages of an image without its provenance are not known`() async throws {
        try await Self.withImages { old, new in
            let document = old.dropLast(".raw".count) + ".json"
            try await Command.run("rm", String(document)).check()
            let result = try await BuiltProgram.run(["inspect", old, "--packages"])
            Verdict(code: 1, says: [old]).check(result)
            let text = try await BuiltProgram.run(["diff", old, new]).check()
            #expect(text.contains("packages: not known"))
        }
    }

    @Test("Damaged images never crash", arguments: 0..<3)
    func damaged(_ seed: Int) async throws {
        try await Self.withImages { old, new in
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: new)))
            var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
            for _ in 0..<20 {
                var damaged = bytes
                for _ in 0..<8 {
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    // Where the metadata is, and its first blocks of data.
                    damaged[1100 + Int(state >> 33) % (damaged.count - 1100)] = UInt8(state >> 56)
                }
                let place = old + ".damaged.raw"
                try Data(damaged).write(to: URL(filePath: place))
                for verb in [
                    ["diff", old, place], ["inspect", place, "--files", "--units", "--sizes"],
                ] {
                    let result = try await BuiltProgram.run(verb)
                    #expect([0, 3].contains(result.status), "\(result.errors)")
                }
            }
        }
    }
}

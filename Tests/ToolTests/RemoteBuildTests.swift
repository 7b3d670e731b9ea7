import SystemPackage
import TestSupport
import Testing

@Suite(
    "Building from packages on a server",
    .enabled(if: BuiltProgram.canBuild, "needs the built program and 'Fixtures/packages'")
)
struct RemoteBuildTests {
    private static let recipe =
        "name: good\nsummary: A test\npackages: [htop, veneer-hello]\nversion-from: veneer-hello\n"
        + Workshop.allow

    @Test func `the same bytes as from a folder; the second build needs the entry point only`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let packages = folder.appending("packages")
            try await Command.run(
                "cp",
                "-r",
                FixtureFolder.appending("repo").string,
                packages.string
            ).check()
            let local = try await Workshop(folder.appending("local"), recipe: Self.recipe)
            try await BuiltProgram.run(local.building()).check()
            let expected = try await Listing(local.output)
            _ = try await withWebServer(packages, scratch: folder) { url in
                let remote = try await Workshop(
                    folder.appending("remote"),
                    url: url,
                    recipe: Self.recipe
                )
                try await BuiltProgram.run(remote.building()).check()
                #expect(try await Self.images(remote) == Self.images(local))
                try await Command.run(
                    "find",
                    packages.string,
                    "-type",
                    "f",
                    "!",
                    "-name",
                    "repomd.xml*",
                    "-delete"
                ).check()
                let again = folder.appending("again")
                try await BuiltProgram.run(remote.building(output: again)).check()
                #expect(try await Listing(again) == Listing(remote.output))
            }
            #expect(try await Listing(local.output) == expected)
        }
    }

    @Test
    func `a package that is changed on the server is refused, and so is what the cache holds`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let packages = folder.appending("packages")
            try await Command.run(
                "cp",
                "-r",
                FixtureFolder.appending("repo-bad/checksum").string,
                packages.string
            ).check()
            _ = try await withWebServer(packages, scratch: folder) { url in
                let workshop = try await Workshop(
                    folder,
                    url: url,
                    recipe: "name: good\nsummary: A test\npackages: [veneer-checksum]\n"
                )
                for _ in 1...2 {
                    let result = try await BuiltProgram.run(workshop.building())
                    Verdict(code: 3, says: ["checksum"]).check(result)
                }
                let kept = try await Command.run(
                    "find",
                    folder.appending("cache/packages").string,
                    "-type",
                    "f"
                ).check()
                #expect(kept == "")
            }
        }
    }

    @Test func `a server that is dead`() async throws {
        try await withTemporaryFolder { folder in
            let workshop = try await Workshop(folder, url: "http://127.0.0.1:1")
            let result = try await BuiltProgram.run(workshop.building())
            Verdict(code: 1, says: ["the connection was refused"]).check(result)
            #expect(try await Listing(workshop.output).description.contains("good") == false)
        }
    }

    /// The checksums of the images alone: the provenance names where packages came from.
    private static func images(_ workshop: Workshop) async throws -> [String] {
        try await Command.run(
            "sh",
            "-c",
            "cd \"$1\" && sha256sum *.raw",
            "sh",
            workshop.output.string
        ).check().split(whereSeparator: \.isNewline).map(String.init)
    }
}

import SystemPackage
import TestSupport
import Testing

@Suite(
    "inspect",
    .enabled(if: BuiltProgram.canBuild, "needs the built program and 'Fixtures/packages'")
)
struct InspectTests {
    /// Builds an image out of `veneer-hello`.
    private static func withImage(_ body: (FilePath) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let workshop = try await Workshop(folder)
            try await BuiltProgram.run(workshop.building()).check()
            let found = try await Command.run(
                "find",
                workshop.output.string,
                "-name",
                "*.raw"
            ).check()
            try await body(FilePath(found.filter { !$0.isNewline }))
        }
    }

    @Test func `tells what an image fits and what is in it`() async throws {
        try await Self.withImage { image in
            let answer = try await BuiltProgram.run(["inspect", image.string, "--check", "--files"])
            let text = try answer.check()
            #expect(text.contains("compression  lz4hc"))
            #expect(text.contains("extension    good"))
            #expect(text.contains("units        veneer-good-setup.service, veneer-hello.service"))
            #expect(text.contains("-rwxr-xr-x 0:0"))
            #expect(text.contains("/usr/bin/greet -> veneer-hello"))
            let listed = text.split(whereSeparator: \.isNewline).compactMap { line in
                line.split(separator: " ").first { $0.hasPrefix("/usr/") }
            }
            // The reader of the format's own tools agrees about the paths.
            let dumped = try await Command.run(
                "dump.erofs",
                "--ls",
                "--path=/usr/bin",
                image.string
            )
            .check()
            for path in listed where path.hasPrefix("/usr/bin/") {
                #expect(dumped.contains(path.dropFirst("/usr/bin/".count)))
            }
        }
    }

    @Test(
        "Damaged images",
        arguments: [
            ("cut to nothing", "truncate -s 0 \"$1\"", 3 as Int32),
            ("cut in the superblock", "truncate -s 1100 \"$1\"", 3),
            ("cut in the middle", "truncate -s 9000 \"$1\"", 3),
            (
                "a changed superblock",
                "printf '\\377' | dd of=\"$1\" bs=1 seek=1060 conv=notrunc status=none",
                3
            ),
            ("garbage", "head -c 20000 /dev/urandom >\"$1\"", 3),
            ("gone", "rm \"$1\"", 1),
            ("a folder", "rm \"$1\"; mkdir \"$1\"", 3),
        ]
    )
    func damaged(_ name: String, _ script: String, _ code: Int32) async throws {
        try await Self.withImage { image in
            try await Command.run("sh", "-c", script, "sh", image.string).check()
            let result = try await BuiltProgram.run(["inspect", image.string, "--check"])
            Verdict(code: code, says: [image.string]).check(result)
        }
    }
}

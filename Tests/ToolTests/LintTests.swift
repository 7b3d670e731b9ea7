import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite(
    "lint",
    .enabled(if: BuiltProgram.canBuild, "needs the built program and 'Fixtures/packages'")
)
struct LintTests {
    /// Builds one image out of `veneer-hello`.
    private static func image(in folder: FilePath) async throws -> (Workshop, FilePath) {
        let workshop = try await Workshop(folder)
        try await BuiltProgram.run(workshop.building()).check()
        let found = try await Command.run("find", workshop.output.string, "-name", "*.raw").check()
        return (workshop, FilePath(found.filter { !$0.isNewline }))
    }

    @Test func `an image is good for its own recipe, and has an error without it`() async throws {
        try await withTemporaryFolder { folder in
            let (_, image) = try await Self.image(in: folder)
            let base = try FixtureFolder.appending("base").string
            let common = ["--base", base, "--cache", folder.appending("cache").string]
            let recipe = folder.appending("extensions/good").string
            let good = try await BuiltProgram.run(
                ["lint", image.string, "--recipe", recipe] + common
            )
            #expect(try good.check().contains("no errors"))
            #expect(good.errors.isEmpty)
            let bare = try await BuiltProgram.run(["lint", image.string, "--json"] + common)
            #expect(bare.status == 1)
            let answer = try JSONDecoder().decode(Answer.self, from: Data(bare.output.utf8))
            #expect(answer.errors == 1)
            let errors = answer.images.first?.findings.filter { $0.level == "error" }
            #expect(errors?.map(\.check) == ["capabilities"])
            #expect(answer.images.first?.skipped == [])
        }
    }

    @Test func `without a base, what needs one is skipped by name`() async throws {
        try await withTemporaryFolder { folder in
            let (_, image) = try await Self.image(in: folder)
            let recipe = folder.appending("extensions/good").string
            let answer = try await BuiltProgram.run(["lint", image.string, "--recipe", recipe])
            #expect(try answer.check().contains("skipped  libraries: no base is given"))
        }
    }

    @Test func `two images of the same files are compared`() async throws {
        try await withTemporaryFolder { folder in
            let (_, image) = try await Self.image(in: folder)
            let recipe = folder.appending("extensions/good").string
            let answer = try await BuiltProgram.run(
                ["lint", image.string, image.string, "--recipe", recipe]
            )
            #expect(answer.status == 1)
            #expect(answer.output.contains("2 images are of 'good', of which systemd merges one"))
            #expect(answer.output.contains("/usr/bin/veneer-hello"))
        }
    }

    @Test(
        "Damaged images",
        arguments: ["truncate -s 0 \"$1\"", "truncate -s 1100 \"$1\"", "truncate -s 9000 \"$1\""]
    )
    func damaged(_ script: String) async throws {
        try await withTemporaryFolder { folder in
            let (_, image) = try await Self.image(in: folder)
            try await Command.run("sh", "-ec", script, "sh", image.string).check()
            let answer = try await BuiltProgram.run(["lint", image.string])
            Verdict(code: 3, says: [image.string]).check(answer)
        }
    }

    @Test func `the checks are listed, for people and for programs`() async throws {
        let text = try await BuiltProgram.run(["lint", "--checks"]).check()
        #expect(text.hasPrefix("CHECK"))
        #expect(text.contains("shadowing"))
        let json = try await BuiltProgram.run(["lint", "--checks", "--json"]).check()
        let list = try JSONDecoder().decode(CheckTable.self, from: Data(json.utf8))
        #expect(list.checks.count == text.split(whereSeparator: \.isNewline).count - 1)
    }

    @Test func `no image and no file are refused`() async throws {
        Verdict(code: 64, says: ["image"]).check(try await BuiltProgram.run(["lint"]))
        Verdict(code: 1, says: ["/no/such.raw"]).check(
            try await BuiltProgram.run(["lint", "/no/such.raw"])
        )
    }

    private struct Answer: Decodable {
        struct Image: Decodable {
            let findings: [Finding]
            let skipped: [Skipped]
        }

        struct Skipped: Decodable, Equatable {
            let check: String
        }

        struct Finding: Decodable {
            let check: String
            let level: String
        }

        let images: [Image]
        let errors: Int
    }
}

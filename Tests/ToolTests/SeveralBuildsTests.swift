import SystemPackage
import TestSupport
import Testing

/// `build` with several recipes and bases.
@Suite("Several images in one run", .enabled(if: BuiltProgram.canBuild))
struct SeveralBuildsTests {
    @Test(
        "Every recipe is built for every base; unchanged ones are left alone; failures stop nothing"
    )
    func several() async throws {
        try await withTemporaryFolder { folder in
            let workshop = try await Workshop(folder)
            let script = """
                cd "$1"
                cp -a "$2/base" base-13
                sed -i 's/^VERSION_ID=.*/VERSION_ID="13"/' base-13/usr/lib/os-release
                for name in tree jq; do
                    mkdir extensions/$name
                    printf 'name: %s\\nsummary: A test\\npackages: [%s]\\n' $name $name \\
                        >extensions/$name/recipe.yaml
                done
                mkdir extensions/bad
                printf 'name: bad\\nsummary: A test\\npackages: [no-such-package]\\n' \\
                    >extensions/bad/recipe.yaml
                """
            let fixtures = try FixtureFolder.appending("").string
            try await Command.run("sh", "-ec", script, "sh", folder.string, fixtures).check()
            func arguments(_ recipes: [String]) throws -> [String] {
                ["build"] + recipes.map { folder.appending("extensions/\($0)").string } + [
                    "--base", try FixtureFolder.appending("base").string,
                    "--base", folder.appending("base-13").string,
                    "--output", workshop.output.string,
                    "--cache", folder.appending("cache").string,
                ]
            }
            let first = try await BuiltProgram.run(arguments(["tree", "bad", "jq"]))
            #expect(first.status == 1)
            #expect(first.errors.contains("2 of 6 images were not built"))
            #expect(first.errors.contains("no-such-package"))
            let lines = first.output.split(separator: "\n")
            #expect(lines.count == 4)
            #expect(lines.count { $0.contains("-13-x86-64.raw") } == 2)
            let again = try await BuiltProgram.run(arguments(["tree", "jq"]))
            #expect(again.status == 0)
            #expect(again.output.split(separator: "\n").allSatisfy { $0.hasSuffix("(unchanged)") })
            let json = try await BuiltProgram.run(arguments(["tree", "jq"]) + ["--json"])
            #expect(json.output.contains("\"failures\" : [") && json.output.contains("\"images\""))
        }
    }
}

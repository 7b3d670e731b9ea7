import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite(
    "What a build would take, and why",
    .enabled(if: BuiltProgram.canBuild, "needs the built program and 'Fixtures/packages'")
)
struct ExplainTests {
    private static let recipe = "name: good\nsummary: A test\npackages: [htop, bash]\n"

    @Test func `A person sees a tree from each request`() async throws {
        try await withTemporaryFolder { folder in
            let workshop = try await Workshop(folder, recipe: Self.recipe)
            let result = try await BuiltProgram.run(workshop.building() + ["--explain", "--quiet"])
            let lines = try result.check().split(separator: "\n").map(String.init)
            #expect(lines.first?.hasPrefix("good: ") == true)
            #expect(lines.contains("'htop'"))
            #expect(lines.contains { $0.hasPrefix("└─ htop-") && $0.hasSuffix("fixtures)") })
            // What htop needs is below it, with the library that asked for it.
            #expect(lines.contains { $0.hasPrefix("   ├─ lib") && $0.contains("for lib") })
            #expect(lines.contains { $0.hasPrefix("'bash': the base has bash-") })
            let left = try await Listing(workshop.output).description
            #expect(!left.contains("good"), "\(left)")
        }
    }

    @Test func `A program gets every chain`() async throws {
        try await withTemporaryFolder { folder in
            let workshop = try await Workshop(folder, recipe: Self.recipe)
            let text = try await BuiltProgram.run(workshop.building() + ["--explain", "--json"])
                .check()
            let answer = try JSONSerialization.jsonObject(with: Data(text.utf8))
            let fields = try #require(answer as? [String: Any])
            let packages = try #require(fields["packages"] as? [[String: Any]])
            #expect(packages.count > 1)
            for package in packages {
                let name = try #require(package["name"] as? String)
                let chain = try #require(package["chain"] as? [String])
                #expect(chain.first?.hasPrefix("htop-") == true)
                #expect(chain.last?.hasPrefix("\(name)-") == true)
                #expect(package["repository"] as? String == "fixtures")
                #expect((package["size"] as? Int ?? 0) > 0)
                #expect((package["installedSize"] as? Int ?? 0) > 0)
                #expect(package["reason"] as? String == (name == "htop" ? "requested" : "required"))
            }
            let satisfied = try #require(fields["satisfied"] as? [[String: Any]])
            #expect(satisfied.map { $0["request"] as? String } == ["bash"])
        }
    }

    @Test func `What does not fit is refused as in a build`() async throws {
        try await withTemporaryFolder { folder in
            let workshop = try await Workshop(
                folder,
                repository: "repo-bad/newer",
                recipe: "name: good\nsummary: A test\npackages: [veneer-newer]\n"
            )
            Verdict(code: 1, says: ["'veneer-newer' needs 'coreutils >= 99', but the base has"])
                .check(try await BuiltProgram.run(workshop.building() + ["--explain"]))
        }
    }
}

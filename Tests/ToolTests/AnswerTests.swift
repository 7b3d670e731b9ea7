import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite(
    "Answers, as text and as JSON",
    .enabled(if: BuiltProgram.canBuild, "needs the built program and 'Fixtures/packages'")
)
struct AnswerTests {
    @Test(
        "Every verb on a host",
        arguments: [
            "source list", "status", "history", "update --check", "update", "refresh", "activate",
            "rollback 1", "install veneer-hello", "remove veneer-hello", "source remove demo",
        ]
    )
    func json(_ verb: String) async throws {
        try await InstalledHost.with { host in
            try await host.publishNext()
            let arguments = verb.split(separator: " ").map(String.init)
            let result = try await BuiltProgram.run(
                arguments + ["--json", "--root", host.root.string]
            )
            #expect(result.status == 0, "\(result.errors)")
            let answer = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
            let fields = try #require(answer as? [String: Any])
            #expect(!fields.isEmpty)
        }
    }

    @Test("Every verb of a publisher")
    func publisher() async throws {
        try await withTemporaryFolder { folder in
            let publisher = try await DemoPublisher(folder)
            let workshop = try await Workshop(folder.appending("workshop"))
            let image = try await Self.fields(workshop.building())
            let path = try #require(image["path"] as? String)
            #expect(image["name"] as? String == "good")
            let published = try await Self.fields(publisher.publishing(workshop.output))
            let report = try #require((published["repositories"] as? [[String: Any]])?.first)
            #expect((report["images"] as? [Any])?.count == 1)
            let inspected = try await Self.fields(["inspect", path, "--files"])
            #expect((inspected["files"] as? [Any])?.isEmpty == false)
            let shown = try await Self.fields(
                ["key", "show", folder.appending("keys").string]
            )
            #expect(shown["root"] as? String == publisher.pin)
            let other = folder.appending("other").string
            #expect(try await Self.fields(["key", "generate", other])["root"] != nil)
        }
    }

    private static func fields(_ arguments: [String]) async throws -> [String: Any] {
        let output = try await BuiltProgram.run(arguments + ["--json"]).check()
        let answer = try JSONSerialization.jsonObject(with: Data(output.utf8))
        return try #require(answer as? [String: Any])
    }

    @Test func `update --check says by its exit code whether there is something`() async throws {
        try await InstalledHost.with { host in
            #expect(try await host.run("update", "--check").status == 2)
            try await host.publishNext()
            let before = try await Listing(host.root)
            let result = try await host.run("update", "--check")
            #expect(result.status == 0)
            #expect(result.output == "would update veneer-hello 1.0-1 -> 2.0-1\n")
            #expect(try await Listing(host.root) == before)
        }
    }

    @Test func `answers go to standard output, words to standard error, and none when quiet`()
        async throws
    {
        try await InstalledHost.with { host in
            let loud = try await host.run("refresh")
            #expect(loud.output == "generation 1 is linked\n")
            #expect(loud.errors.contains("not merged"))
            let quiet = try await host.run("refresh", "--quiet")
            #expect(quiet.output == loud.output)
            #expect(quiet.errors == "")
        }
    }
}

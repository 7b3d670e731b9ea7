import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite(
    "The reference is what the program says",
    .serialized,
    .enabled(if: BuiltProgram.isThere, "needs the built program")
)
struct ReferenceTests {
    private static let documentation = FixtureFolder.checkout.appending("Documentation")
    /// Set by `make reference`, which writes the files that the tests then compare.
    private static let isWriting = ProcessInfo.processInfo.environment["WRITE_REFERENCE"] != nil

    private static func reference() async throws -> Reference {
        let version = try await BuiltProgram.run(["--version"]).check()
        return Reference(
            try await HelpEntry.ofTheProgram(),
            version: version.filter { !$0.isNewline }
        )
    }

    private static func expect(_ text: String, _ name: String) throws {
        let url = URL(filePath: documentation.appending(name).string)
        if isWriting { try Data(text.utf8).write(to: url) }
        let kept = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        #expect(text == kept, "'\(name)' is stale: run 'make reference'")
    }

    @Test("Documentation/CLI.md")
    func markdown() async throws {
        let reference = try await Self.reference()
        #expect(reference.commands.count > 15)
        try Self.expect(reference.markdown, "CLI.md")
    }

    #if Builder
    @Test("Documentation/Checks.md")
    func checks() async throws {
        let json = try await BuiltProgram.run(["lint", "--checks", "--json"]).check()
        let table = try JSONDecoder().decode(CheckTable.self, from: Data(json.utf8))
        try Self.expect(table.markdown, "Checks.md")
    }
    #endif

    @Test("Documentation/man")
    func manualPages() async throws {
        let reference = try await Self.reference()
        let folder = Self.documentation.appending("man")
        if Self.isWriting {
            try await Command.run("rm", "-rf", folder.string).check()
            try await Command.run("mkdir", "-p", folder.string).check()
        }
        for command in reference.commands {
            try Self.expect(reference.manual(command), "man/\(command.page).1")
        }
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.string)
        #expect(Set(kept) == Set(reference.commands.map { "\($0.page).1" }))
    }

    @Test(
        "groff takes every page",
        .enabled(if: Command.exists("groff"), "needs groff"),
        .timeLimit(.minutes(10))
    )
    func groff() async throws {
        let reference = try await Self.reference()
        for command in reference.commands {
            let result = try await Command.run(
                "groff",
                ["-man", "-Tascii", "-P-cbou", "-ww", "-rLL=100n"],
                input: reference.manual(command)
            )
            #expect(result.errors == "")
            #expect(result.output.contains("SYNOPSIS"))
        }
    }

    @Test func `every command says what it does, and every argument too`() async throws {
        for command in try await Self.reference().commands {
            #expect(command.abstract.hasSuffix("."), "\(command.name)")
            for argument in Reference.own(command) {
                #expect(argument.explanation.isEmpty == false, "\(command.name) \(argument.call)")
            }
        }
    }
}

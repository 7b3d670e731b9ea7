import Building
import Model
import SystemPackage
import TestSupport
import Testing

@Suite(
    "The gate of a build",
    .enabled(if: FixtureFolder.path != nil, "needs 'Fixtures/packages' and 'Fixtures/base'")
)
struct GateBuildTests {
    @Test("A build with errors leaves nothing, and tells all of them")
    func refused() async throws {
        try await withTemporaryFolder { folder in
            let catalogue = DemoCatalogue(folder: folder)
            let lines = """
                packages: [veneer-hello]
                allow: {setuid: [/usr/bin/nothing]}
                steps:
                  - file: /usr/share/open
                    content: text
                    mode: '0666'
                  - symlink: /usr/share/dangling
                    target: /usr/bin/nothing
                """
            do {
                _ = try await catalogue.build("veneer-hello", lines)
                Issue.record("it was built")
            } catch GateError.refused(_, let findings) {
                let found = Set(findings.map { "\($0.check) \($0.subject)" })
                let daemon = findings.first { $0.check == "capabilities" }?.subject ?? ""
                #expect(
                    found == [
                        "world-writable /usr/share/open", "links /usr/share/dangling",
                        "capabilities \(daemon)",
                    ]
                )
                #expect(daemon.hasSuffix("bin/veneer-hellod"))
            }
            let left = try await Listing(catalogue.output)
            #expect(!left.description.contains("./"))
            let report = try await catalogue.build(
                "veneer-hello",
                lines.replacing(
                    "{setuid: [/usr/bin/nothing]}",
                    with: "{capabilities: [/usr/*], links: [/usr/share/*], world-writable: ['*']}"
                )
            )
            let accepted = report.findings.filter { ["links", "capabilities"].contains($0.check) }
            #expect(accepted.count == 2)
            #expect(accepted.allSatisfy { $0.level == .note })
        }
    }

    @Test("What a step asks for in so many words needs no allowance")
    func steps() async throws {
        try await withTemporaryFolder { folder in
            let report = try await DemoCatalogue(folder: folder).build(
                "jq",
                """
                packages: [jq]
                allow: {}
                steps:
                  - capabilities: /usr/bin/jq
                    to: cap_net_raw=ep
                  - mode: /usr/bin/jq
                    to: '4755'
                """
            )
            #expect(
                Set(report.findings.filter { $0.subject == "/usr/bin/jq" }.map(\.check))
                    == ["capabilities", "setuid"]
            )
        }
    }

    @Test("A recipe that accepts what no check is called is refused, with its place")
    func unknownCheck() async throws {
        try await withTemporaryFolder { folder in
            do {
                _ = try DemoCatalogue(folder: folder).write(
                    "jq",
                    "packages: [jq]\nallow:\n  shadow: [/usr/bin/jq]"
                )
                Issue.record("it was read")
            } catch let error as DocumentError {
                #expect(error.position?.line == 5)
                #expect(error.description.contains("'shadow'"))
                #expect(error.hint?.contains("shadowing") == true)
            }
        }
    }
}

import Host
import Model
import TUF
import TestSupport
import Testing

@Suite("Sources")
struct SourceTests {
    @Test func `one that is down keeps nobody from using the others, and is told`() async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            try host.write(
                "url: file:///nowhere\nroot: sha256:\(String(repeating: "0f", count: 32))\n",
                to: "usr/lib/veneer/sources.d/down.yaml"
            )
            let report = try await manager.install([name("tree")])
            #expect(report.warnings.contains { $0.contains("source 'down'") })
            try await host.repository.add("tree", "2")
            try host.repository.publish()
            let updated = try await manager.update()
            #expect(updated.problems.count == 1)
            #expect(host.merger.files == ["tree": "tree-2-12-x86-64.raw"])
            // Somebody who asks for what nobody else has gets to hear why.
            await #expect(throws: SourceError.self) {
                _ = try await manager.install([name("htop")])
            }
        }
    }

    @Test func `files in etc override those below, and remove masks them`() async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            let root = "sha256:" + String(repeating: "0f", count: 32)
            try host.write(
                "url: file:///vendor\nroot: \(root)\n",
                to: "usr/lib/veneer/sources.d/v.yaml"
            )
            #expect(
                try manager.listSources().map(\.path) == [
                    "/etc/veneer/sources.d/main.yaml", "/usr/lib/veneer/sources.d/v.yaml",
                ]
            )
            try host.write("url: file:///own\nroot: \(root)\n", to: "etc/veneer/sources.d/v.yaml")
            #expect(try manager.listSources().map(\.source.url).last == "file:///own")
            try await manager.removeSource("v")
            #expect(try manager.listSources().map(\.source.name.text) == ["main"])
            #expect(try host.text("etc/veneer/sources.d/v.yaml") == "")
            await #expect(throws: SourceError.self) { try await manager.removeSource("v") }
        }
    }

    struct BadFile: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var path: String
        var text: String
        var sentence: String
    }

    @Test(arguments: [
        BadFile(
            testDescription: "an unknown key",
            path: "sources.d/a.yaml",
            text: "url: http://x\nroot: k\nkeys: x\n",
            sentence: "'/etc/veneer/sources.d/a.yaml' line 3, column 1: unknown key 'keys'"
        ),
        BadFile(
            testDescription: "no root",
            path: "sources.d/a.yaml",
            text: "url: http://x\n",
            sentence: "'/etc/veneer/sources.d/a.yaml' line 1, column 1: 'root' is missing"
        ),
        BadFile(
            testDescription: "a root that is none",
            path: "sources.d/a.yaml",
            text: "url: http://x\nroot: sha256:AAAA\n",
            sentence:
                "'/etc/veneer/sources.d/a.yaml' line 2, column 7: 'sha256:AAAA' is no good for 'root': it must be sha256: and 64 hexadecimal digits"
        ),
        BadFile(
            testDescription: "a bad file name",
            path: "sources.d/a_b.yaml",
            text: "url: x\n",
            sentence: "'/etc/veneer/sources.d/a_b.yaml' has no good name"
        ),
        BadFile(
            testDescription: "a wish under another name",
            path: "extensions.d/jq.yaml",
            text: "name: tree\n",
            sentence:
                "'/etc/veneer/extensions.d/jq.yaml' line 1, column 7: 'tree' is no good for 'name': the file's name says 'jq'"
        ),
    ])
    func `a file with a mistake is named with the place of it`(file: BadFile) async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            try host.write(file.text, to: "etc/veneer/\(file.path)")
            await #expect {
                _ = try await manager.install([name("tree")])
            } throws: { error in
                "\(error)" == file.sentence
            }
        }
    }
}

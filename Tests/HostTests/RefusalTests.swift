import Files
import Host
import Model
import Synchronization
import SystemPackage
import TUF
import TestSupport
import Testing
import Transfer

@Suite("What a host refuses")
struct RefusalTests {
    /// Expects an error, and a host that is as it was.
    private func expectUnchanged<E: Error>(
        _ host: TestHost,
        _ type: E.Type,
        kind: FailureKind,
        _ body: () async throws -> Void
    ) async throws {
        let before = try await fingerprint(host)
        do {
            try await body()
            Issue.record("nothing was refused")
        } catch let error as E {
            let diagnosable = try #require(error as? any Diagnosable)
            #expect(diagnosable.kind.exitCode == kind.exitCode, "\(error)")
            #expect(diagnosticLines(for: error).last?.hasPrefix("hint: ") == true, "\(error)")
        }
        #expect(try await fingerprint(host) == before)
    }

    private func fingerprint(_ host: TestHost) async throws -> [String] {
        let status = try await host.manager().status()
        return try status.rows.map { "\($0)" } + ["\(status.generation ?? 0)"]
            + host.files("etc/veneer/extensions.d") + host.files("etc/veneer/sources.d")
            + host.files("var/lib/extensions.d") + host.merger.files.values.sorted()
    }

    @Test(arguments: TestImage.allCases.filter { $0 != .good })
    func `an image that systemd would choke on`(image: TestImage) async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            _ = try await manager.install([name("jq")])
            try await host.repository.add("tree", "2", image: image)
            try host.repository.publish()
            try await expectUnchanged(host, ImageError.self, kind: .verification) {
                _ = try await manager.install([name("tree")])
            }
        }
    }

    @Test func `an image that was changed after signing`() async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            let file = "tree-1-12-x86-64.raw"
            let folder = try Folder(host.repository.path.appending("tree"))
            var bytes = try folder.read(file, limit: 1 << 20)
            bytes[bytes.count - 1] ^= 0xff
            try folder.write(bytes, to: file)
            try await expectUnchanged(host, TransferError.self, kind: .verification) {
                _ = try await manager.install([name("tree")])
            }
        }
    }

    @Test func `an image whose own release file says something else`() async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            try await host.repository.add(
                "tree",
                "2",
                inside: "ID=debian\nVERSION_ID=11\nARCHITECTURE=x86-64\n"
            )
            try host.repository.publish()
            try await expectUnchanged(host, ImageError.self, kind: .failed) {
                _ = try await manager.install([name("tree")])
            }
        }
    }

    @Test func `metadata that another key signed, older one, and expired one`() async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            func refuse() async throws {
                try await expectUnchanged(host, SourceError.self, kind: .verification) {
                    _ = try await manager.install([name("tree")])
                }
            }
            try host.repository.publish(signedBy: SigningKey())
            try await refuse()
            try host.repository.publish(version: 7)
            _ = try await manager.install([name("jq")])
            try host.repository.publish(version: 6)
            try await refuse()
            host.repository.expires = 1_000
            try host.repository.publish(version: 8)
            try await refuse()
        }
    }

    @Test(arguments: [0, 4_000_000_000])
    func `a clock that is far off is told`(now: Int64) async throws {
        try await TestHost.with { host in
            _ = try await host.ready()
            let manager = try host.manager(now: now)
            let error = await #expect(throws: SourceError.self) {
                _ = try await manager.install([name("tree")])
            }
            guard case .untrusted(_, _, let cause as ClientError) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(cause.isOfTime)
        }
    }

    @Test func `a number that nobody reaches locks no host out once its key was replaced`()
        async throws
    {
        try await TestHost.with { host in
            let manager = try await host.ready()
            try host.repository.publish(version: Int(Int32.max))
            _ = try await manager.install([name("jq")])
            try host.repository.rotate()
            try host.repository.publish(version: 3)
            _ = try await manager.install([name("tree")])
            #expect(host.merger.files["tree"] != nil)
            try host.repository.publish(version: 2)
            try await expectUnchanged(host, SourceError.self, kind: .verification) {
                _ = try await manager.update()
            }
        }
    }

    @Test func `trust that was damaged is made anew, and no step back is taken`() async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            try host.repository.publish(version: 7)
            _ = try await manager.install([name("jq")])
            let root = try host.repository.source("main").root.checksum.hex.prefix(16)
            let trust = "var/lib/veneer/trust/main-\(root)"
            for file in ["root.json", "timestamp.json", "snapshot.json", "targets.json"] {
                try host.write("{", to: "\(trust)/\(file)")
                _ = try await manager.update()
            }
            for file in ["root.json", "timestamp.json"] {
                try host.write("{", to: "\(trust)/\(file)")
            }
            try host.repository.publish(version: 6)
            try await expectUnchanged(host, SourceError.self, kind: .verification) {
                _ = try await manager.update()
            }
        }
    }

    @Test func `a source that is not there, and one whose root is not the repository's`()
        async throws
    {
        try await TestHost.with { host in
            try host.repository.publish()
            let good = try host.repository.source("main")
            let stranger = SourceDefinition(
                name: good.name,
                url: good.url,
                root: RootPin(checksum: Checksum(prefix: [1]), version: 1)
            )
            try await expectUnchanged(host, SourceError.self, kind: .verification) {
                _ = try await host.manager().addSource(stranger)
            }
            let dead = SourceDefinition(
                name: good.name,
                url: "http://127.0.0.1:1",
                root: good.root
            )
            try await expectUnchanged(host, SourceError.self, kind: .failed) {
                _ = try await host.manager().addSource(dead)
            }
        }
    }

    @Test func `a name that nobody offers, with the names that are close`() async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            try await expectUnchanged(host, SelectionError.self, kind: .failed) {
                _ = try await manager.install([name("treee")])
            }
            await #expect {
                _ = try await manager.install([name("treee")])
            } throws: { error in
                (error as? SelectionError)?.hint == "did you mean 'tree'?"
            }
            await #expect(throws: SourceError.self) { _ = try await manager.remove([name("jq")]) }
        }
    }

    @Test func `an image that systemd refuses: the former ones are back, and merged`() async throws
    {
        try await TestHost.with { host in
            let manager = try await host.ready()
            _ = try await manager.install([name("tree")])
            try await host.repository.add("tree", "2")
            try host.repository.publish()
            host.merger.behaviour.withLock { $0.chokesOn = ["tree-2-12-x86-64.raw"] }
            await #expect(throws: MergeError.self) { _ = try await manager.update() }
            #expect(host.merger.files == ["tree": "tree-1-12-x86-64.raw"])
            #expect(try manager.history().current == 1)
            #expect(try manager.history().generations.last?.outcome == .failed)

            host.merger.behaviour.withLock {
                $0.chokesOn = []; $0.refuses = ["jq"]
            }
            await #expect(throws: MergeError.self) { _ = try await manager.install([name("jq")]) }
            #expect(try linkedFiles(host.root) == ["tree": "tree-1-12-x86-64.raw"])
            #expect(try host.files("etc/veneer/extensions.d") == ["tree.yaml"])
        }
    }

    @Test func `a second veneer while one is at work`() async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            let folder = try HostRoot(host.root).makeFolder(StateFolder.path)
            do {
                let lock = try await HostLock(folder)
                await #expect(throws: StateError.self) {
                    _ = try await HostLock(folder, patience: .milliseconds(10))
                }
                withExtendedLifetime(lock) {}
            }
            _ = try await manager.install([name("tree")])
        }
    }

    @Test(arguments: ["", "{", "[]", "{\"format\": 99}", "\u{0}\u{0}"])
    func `records that are damaged or newer`(text: String) async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            try host.write(text, to: "var/lib/veneer/state.json")
            await #expect(throws: StateError.self) { _ = try await manager.install([name("jq")]) }
        }
    }

    @Test func `a damaged image in the store is fetched anew, and not linked at boot`() async throws
    {
        try await TestHost.with { host in
            let manager = try await host.ready()
            _ = try await manager.install([name("tree"), name("jq")])
            try host.write("", to: "var/lib/extensions.d/tree-1-12-x86-64.raw")
            try host.emptyRun()
            let booted = try await manager.activate()
            #expect(booted.problems.count == 1)
            #expect(try linkedFiles(host.root) == ["jq": "jq-1-12-x86-64.raw"])
            #expect(try await manager.status().rows.map(\.state) == [.linked, .missing])
            let healed = try await manager.update()
            #expect(healed.warnings.contains { $0.contains("in the store is damaged") })
            #expect(try linkedFiles(host.root).keys.sorted() == ["jq", "tree"])
        }
    }

    @Test func `files and links of others in the search folders`() async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            try host.write("foreign", to: "run/extensions/tree.raw")
            try host.write("foreign", to: "etc/extensions/jq.raw")
            let report = try await manager.install([name("jq")])
            #expect(report.warnings.contains { $0.contains("/etc/extensions/jq.raw") })
            await #expect(throws: MergeError.self) {
                _ = try await manager.install([name("tree")])
            }
            #expect(try host.text("run/extensions/tree.raw") == "foreign")
        }
    }
}

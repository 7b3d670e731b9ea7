import Host
import Model
import Synchronization
import SystemPackage
import Testing
import Transfer

@Suite("A host's life")
struct LifecycleTests {
    @Test func `an extension is installed, updated, rolled back and removed`() async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            let installed = try await manager.install([name("tree")])
            #expect(installed.generation == 1)
            #expect(installed.merge == .merged)
            #expect(host.merger.files == ["tree": "tree-1-12-x86-64.raw"])
            #expect(try host.text("etc/veneer/extensions.d/tree.yaml") == "name: tree\n")

            try await host.repository.add("tree", "2")
            try host.repository.publish()
            #expect(try await manager.update().generation == 2)
            #expect(host.merger.files == ["tree": "tree-2-12-x86-64.raw"])

            #expect(try await manager.rollback().generation == 3)
            #expect(host.merger.files == ["tree": "tree-1-12-x86-64.raw"])
            #expect(try await manager.rollback().generation == 4)
            #expect(host.merger.files == ["tree": "tree-2-12-x86-64.raw"])

            #expect(try await manager.remove([name("tree")]).generation == 5)
            #expect(host.merger.files == [:])
            #expect(try await manager.status().rows == [])
            #expect(
                try manager.history().generations.map(\.action) == [
                    "install tree", "update", "rollback to 1", "rollback to 2", "remove tree",
                ]
            )
        }
    }

    @Test func `links are relative, and lead to the store from inside and outside`() async throws {
        try await TestHost.with { host in
            _ = try await host.ready().install([name("tree")])
            let folder = try HostRoot(host.root).folder("/run/extensions")
            #expect(
                try folder?.linkTarget("tree.raw")
                    == "../../var/lib/extensions.d/tree-1-12-x86-64.raw"
            )
        }
    }

    @Test func `installing twice changes nothing the second time`() async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            _ = try await manager.install([name("tree"), name("jq")])
            let again = try await manager.install([name("tree")])
            #expect(again.generation == 1)
            #expect(again.changes == [])
            #expect(again.merge == .unchanged)
            #expect(host.merger.behaviour.withLock(\.refreshes) == 1)
            #expect(try await manager.update().merge == .unchanged)
            #expect(try await manager.refresh().merge == .merged)
            #expect(host.merger.behaviour.withLock(\.refreshes) == 2)
            #expect(try await manager.check().changesAnything == false)
        }
    }

    @Test func `a rollback brings wishes back too, so that the next update keeps it`() async throws
    {
        try await TestHost.with { host in
            let manager = try await host.ready()
            _ = try await manager.install([name("tree")])
            _ = try await manager.install([name("jq")])
            _ = try await manager.rollback()
            #expect(host.merger.files.keys.sorted() == ["tree"])
            #expect(try await manager.update().changes == [])
            #expect(try host.files("etc/veneer/extensions.d") == ["tree.yaml"])
        }
    }

    @Test func `old images go when no kept generation needs them, and only Veneer's`() async throws
    {
        try await TestHost.with { host in
            let manager = try await host.ready()
            try host.write("not ours", to: "var/lib/extensions.d/other-1-12-x86-64.raw")
            _ = try await manager.install([name("tree")])
            for version in 2...8 {
                try await host.repository.add("tree", "\(version)")
                try host.repository.publish()
                _ = try await manager.update()
            }
            #expect(
                try host.files("var/lib/extensions.d")
                    == ["other-1-12-x86-64.raw"] + (4...8).map { "tree-\($0)-12-x86-64.raw" }
            )
            #expect(try manager.history().generations.map(\.number) == [4, 5, 6, 7, 8])
        }
    }

    @Test func `a host that does not run is linked, and merged at its next boot`() async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            host.merger.behaviour.withLock { $0.unavailable = "it is off" }
            let report = try await manager.install([name("tree")])
            #expect(report.merge == .notRunning("it is off"))
            #expect(try linkedFiles(host.root) == ["tree": "tree-1-12-x86-64.raw"])
            #expect(try await manager.status().rows.map(\.state) == [.linked])
            let booted = try await manager.activate()
            #expect(booted.problems == [])
            #expect(try linkedFiles(host.root) == ["tree": "tree-1-12-x86-64.raw"])
        }
    }

    @Test func `definitions in etc override those below, and an empty file masks`() async throws {
        try await TestHost.with { host in
            let manager = try await host.ready()
            try host.write("name: jq\n", to: "usr/lib/veneer/extensions.d/jq.yaml")
            _ = try await manager.update()
            #expect(host.merger.files.keys.sorted() == ["jq"])
            _ = try await manager.remove([name("jq")])
            #expect(host.merger.files == [:])
            #expect(try host.text("etc/veneer/extensions.d/jq.yaml") == "")
            #expect(try await manager.update().changes == [])
        }
    }
}

import Files
import Host
import Model
import Synchronization
import SystemPackage
import Testing
import Transfer

/// Stops at the nth change and at every one after it, as a process that was killed would.
private final class Stopper: Sendable {
    struct Stopped: Error {}

    private struct Count {
        var passed = 0
        var hasStopped = false
    }

    private let count = Mutex(Count())
    private let limit: Int

    init(after limit: Int) { self.limit = limit }

    var gate: ChangeGate {
        ChangeGate { [self] _ in
            try count.withLock { count in
                count.hasStopped = count.passed >= limit
                guard !count.hasStopped else { throw Stopped() }
                count.passed += 1
            }
        }
    }

    var hasStopped: Bool { count.withLock(\.hasStopped) }
}

@Suite("An interruption at any change")
struct InterruptionTests {
    enum Verb: String, CaseIterable, CustomTestStringConvertible {
        case install, update, remove, rollback

        var testDescription: String { rawValue }

        /// What is merged before and after, when it starts from `tree` in version 1.
        var after: [String: String] {
            switch self {
            case .install: ["tree": "tree-1-12-x86-64.raw", "jq": "jq-1-12-x86-64.raw"]
            case .update: ["tree": "tree-2-12-x86-64.raw"]
            case .remove, .rollback: [:]
            }
        }

        func run(_ manager: HostManager) async throws {
            switch self {
            case .install: _ = try await manager.install([name("jq")])
            case .update: _ = try await manager.update()
            case .remove: _ = try await manager.remove([name("tree")])
            case .rollback: _ = try await manager.rollback(to: 2)
            }
        }
    }

    private static let before = ["tree": "tree-1-12-x86-64.raw"]

    @Test(arguments: Verb.allCases)
    func `leaves the old state or the new one, and a second run heals it`(verb: Verb) async throws {
        var points = 0
        var sawOld = false
        while try await interrupt(verb, after: points, sawOld: &sawOld) { points += 1 }
        // Fewer would mean that changes are made which nobody asked the gate about.
        #expect(points >= 8)
        #expect(sawOld)
    }

    /// Gives whether the verb was stopped at all.
    private func interrupt(_ verb: Verb, after limit: Int, sawOld: inout Bool) async throws -> Bool
    {
        var wasStopped = false
        var old = false
        try await TestHost.with { host in
            let manager = try await prepared(host, for: verb)
            let stopper = Stopper(after: limit)
            do {
                try await verb.run(host.manager(gate: stopper.gate))
            } catch {
                // Going back meets the closed gate too, so the error may be any of several.
                wasStopped = true
            }
            #expect(wasStopped == stopper.hasStopped)
            let linked = try linkedFiles(host.root)
            #expect(Self.states(verb).contains(linked), "after \(limit) changes: \(linked)")
            old = linked == Self.before
            try await expectBootable(host, verb, limit)
            try await verb.runAgain(manager)
            #expect(host.merger.files == verb.after, "healed after \(limit) changes")
            #expect(try host.leftovers() == [], "after \(limit) changes")
            if verb == .update {
                let files = try host.files("var/lib/extensions.d")
                #expect(!files.contains("jq-1-12-x86-64.raw"), "after \(limit) changes")
            }
        }
        sawOld = sawOld || (wasStopped && old)
        return wasStopped
    }

    /// A reboot empties /run; what comes up has to be the old state or the new one, whole.
    private func expectBootable(_ host: TestHost, _ verb: Verb, _ limit: Int) async throws {
        try host.emptyRun()
        let report = try await host.manager().activate()
        #expect(report.problems == [], "boot after \(limit) changes")
        let linked = try linkedFiles(host.root)
        #expect([Self.before, verb.after].contains(linked), "boot after \(limit) changes")
    }

    private func prepared(_ host: TestHost, for verb: Verb) async throws -> HostManager {
        let manager = try await host.ready()
        if verb == .rollback {
            _ = try await manager.install([name("jq")])
            _ = try await manager.remove([name("jq")])
        }
        if verb == .update { try await fillHistory(manager) }
        _ = try await manager.install([name("tree")])
        try await host.repository.add("tree", "2")
        try host.repository.publish()
        return manager
    }

    /// Makes so many generations that an update pushes out the only one with `jq`, and its image.
    private func fillHistory(_ manager: HostManager) async throws {
        _ = try await manager.install([name("jq")])
        _ = try await manager.remove([name("jq")])
        _ = try await manager.install([name("tree")])
        _ = try await manager.remove([name("tree")])
    }

    /// What may be linked at any moment: links are switched one by one, each of them old or new.
    private static func states(_ verb: Verb) -> [[String: String]] { [before, verb.after] }
}

extension InterruptionTests.Verb {
    /// What a person would do after an interruption: the same again, if it is not done.
    func runAgain(_ manager: HostManager) async throws {
        switch self {
        case .remove:
            let status = try await manager.status()
            if status.rows.contains(where: { $0.name.text == "tree" }) { try await run(manager) }
            _ = try await manager.refresh()
        case .rollback: _ = try await manager.rollback(to: 2)
        default: try await run(manager)
        }
    }
}

extension TestHost {
    func emptyRun() throws {
        for file in try files("run/extensions") {
            _ = try Folder(root.appending("run/extensions")).remove(file)
        }
    }

    /// Half-made files anywhere in the folders that Veneer writes.
    func leftovers() throws -> [String] {
        let folders = [
            "var/lib/extensions.d", "var/lib/veneer", "run/extensions",
            "etc/veneer/extensions.d", "etc/veneer/sources.d",
        ]
        return try folders.flatMap(files).filter { $0.hasPrefix(".") }
    }
}

import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// Bases whose RPM database is missing, empty or broken.
struct BadBaseTests {
    private func load(_ root: FilePath) async throws {
        let base = try BaseDatabase(root: root)
        _ = try await PackageIndex.load(
            repositories: [],
            base: base,
            architecture: .x86_64,
            cache: nil
        ) { _ in throw Errno.noSuchFileOrDirectory }
    }

    private func withRoot(
        _ name: String,
        _ bytes: Data,
        _ body: (FilePath) async throws -> Void
    ) async throws {
        try await withScratch { root in
            let folder = root.appending("usr/lib/sysimage/rpm")
            try FileManager.default.createDirectory(
                atPath: folder.string,
                withIntermediateDirectories: true
            )
            try bytes.write(to: URL(filePath: folder.appending(name).string))
            try await body(root)
        }
    }

    @Test func aRootWithoutADatabaseIsAnError() async throws {
        try await withScratch { root in
            do {
                try await load(root)
                Issue.record("a base without a database was loaded")
            } catch let error as BaseDatabaseError {
                guard case .notFound = error else { Issue.record("\(error)"); return }
                #expect(error.description == "'\(root)' holds no RPM database")
                #expect(error.hint?.contains("/usr/lib/sysimage/rpm") == true)
            }
        }
    }

    @Test func aMissingRootIsAnError() async throws {
        await #expect(throws: BaseDatabaseError.self) { try await load("/nonexistent") }
    }

    @Test(arguments: ["rpmdb.sqlite", "Packages.db", "Packages"])
    func garbageIsAnError(_ name: String) async throws {
        try await withRoot(name, Data(repeating: 0x5a, count: 20_000)) { root in
            do {
                try await load(root)
                Issue.record("garbage was loaded")
            } catch let error as BaseDatabaseError {
                guard case .malformed(_, let details) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(!details.isEmpty)
                #expect(error.description.contains(name))
                #expect(error.hint != nil)
            }
        }
    }

    @Test(Needs.program("rpmdb")) func anEmptyDatabaseIsAnError() async throws {
        try await withScratch { scratch in
            let folder = scratch.appending("made")
            _ = try await output("rpmdb", "--dbpath", folder.string, "--initdb")
            let bytes = try Data(contentsOf: URL(filePath: folder.appending("rpmdb.sqlite").string))
            try await withRoot("rpmdb.sqlite", bytes) { root in
                do {
                    try await load(root)
                    Issue.record("an empty base was loaded")
                } catch let error as BaseDatabaseError {
                    guard case .empty = error else { Issue.record("\(error)"); return }
                    #expect(error.description.hasSuffix("lists no packages"))
                }
            }
        }
    }

    @Test func aLinkOutOfTheRootIsNotFollowed() async throws {
        try await withRoot("rpmdb.sqlite", Data("outside".utf8)) { outside in
            try await withScratch { root in
                try FileManager.default.createDirectory(
                    atPath: root.appending("usr/lib/sysimage").string,
                    withIntermediateDirectories: true
                )
                try FileManager.default.createSymbolicLink(
                    atPath: root.appending("usr/lib/sysimage/rpm").string,
                    withDestinationPath: outside.appending("usr/lib/sysimage/rpm").string
                )
                #expect(throws: BaseDatabaseError.self) { _ = try BaseDatabase(root: root) }
            }
        }
    }
}

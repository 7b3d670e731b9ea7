import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// Resolution of a real request against a base root and a repository, both made by `Fixtures/`.
@Suite(Needs.fixtures) struct BaseTests {
    private func index(
        _ repository: String = "repo",
        base: FilePath = Samples.fixture("base")
    ) async throws -> PackageIndex {
        let fetch = FolderFetch([repository: Samples.fixture(repository)])
        return try await PackageIndex.load(
            repositories: [RepositorySource(id: repository)],
            base: try BaseDatabase(root: base),
            architecture: .x86_64,
            cache: nil,
            fetch: fetch.fetch
        )
    }

    @Test func onlyWhatTheBaseLacksIsChosen() async throws {
        var index = try await index()
        #expect(index.installed.count > 50)
        let plan = try await index.resolve(PackageRequest(packages: ["htop", "bash"]))
        #expect(plan.packages.contains { $0.nevra.name == "htop" })
        let installed = Set(index.installed.map(\.name))
        #expect(plan.packages.allSatisfy { !installed.contains($0.nevra.name) })
        #expect(plan.satisfied.map(\.request) == ["bash"])
        #expect(plan.satisfied.first?.packages.map(\.name) == ["bash"])
    }

    @Test(.enabled(if: Samples.has("rpm"), "needs the program 'rpm'"))
    func theInstalledPackagesAreThoseThatRPMLists() async throws {
        let index = try await index()
        let listed = try await withScratch { scratch in
            let copy = scratch.appending("rpm")
            try FileManager.default.copyItem(
                atPath: Samples.fixture("base/usr/lib/sysimage/rpm").string,
                toPath: copy.string
            )
            return try await output(
                "rpm",
                "--dbpath",
                copy.string,
                "-qa",
                "--qf",
                "%{name}-%|epoch?{%{epoch}:}|%{version}-%{release}.%{arch}\n"
            )
        }
        // Imported keys are no packages, though rpm lists them.
        let expected = listed.split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("gpg-pubkey-") }.sorted()
        #expect(index.installed.map(\.description).sorted() == expected)
    }

    @Test func theBaseStaysAsItIs() async throws {
        let root = Samples.fixture("base")
        let before = try Self.listing(root.appending("usr/lib/sysimage/rpm"))
        _ = try await index()
        #expect(try Self.listing(root.appending("usr/lib/sysimage/rpm")) == before)
        #expect(!FileManager.default.fileExists(atPath: root.appending("root/.rpmdb").string))
        #expect(!FileManager.default.fileExists(atPath: root.appending("var/lib/rpm").string))
    }

    @Test func theDatabaseIsFoundThroughLinksWithinTheRootOnly() async throws {
        try await withScratch { scratch in
            let manager = FileManager.default
            let root = scratch.appending("root")
            try manager.createDirectory(
                atPath: root.appending("usr/share").string,
                withIntermediateDirectories: true
            )
            try manager.createSymbolicLink(
                atPath: root.appending("usr/share/rpm").string,
                withDestinationPath: "/db"
            )
            try manager.copyItem(
                atPath: Samples.fixture("base/usr/lib/sysimage/rpm").string,
                toPath: root.appending("db").string
            )
            #expect(try BaseDatabase(root: root).folder == "usr/share/rpm")
            var index = try await index(base: root)
            #expect(index.installed.count > 50)
            _ = try await index.resolve(PackageRequest(packages: ["htop"]))
        }
    }

    @Test(arguments: ["repo-xz", "repo-bz2", "repo-zst"])
    func metadataMayBeCompressed(by repository: String) async throws {
        var plain = try await index()
        var other = try await index(repository)
        let request = PackageRequest(packages: ["htop", "jq"])
        let names = try await plain.resolve(request).packages.map(\.nevra)
        #expect(try await other.resolve(request).packages.map(\.nevra) == names)
    }

    /// The second time, the base's packages come from the cache.
    @Test func aFileOfTheBaseMeetsARequirement() async throws {
        try await withScratch { scratch in
            try TinyRepository.write([TinyPackage("a", requires: ["/usr/bin/env"])], in: scratch)
            for _ in 0..<2 {
                var index = try await PackageIndex.load(
                    repositories: [RepositorySource(id: "r")],
                    base: try BaseDatabase(root: Samples.fixture("base")),
                    architecture: .x86_64,
                    cache: scratch,
                    fetch: FolderFetch(["r": scratch]).fetch
                )
                let plan = try await index.resolve(PackageRequest(packages: ["a"]))
                #expect(plan.packages.map(\.nevra.name) == ["a"])
                #expect(index.installed.count > 50)
                #expect(index.cacheFailures.isEmpty)
            }
        }
    }

    @Test func nothingToInstallIsAnError() async throws {
        var index = try await index()
        do {
            _ = try await index.resolve(PackageRequest(packages: ["bash"]))
            Issue.record("a plan without packages was made")
        } catch let error as ResolutionError {
            guard case .nothingToInstall(let satisfied) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(satisfied.first?.packages.first?.name == "bash")
            #expect(error.description.hasPrefix("nothing to install: the base has 'bash' (bash-"))
        }
    }

    private static func listing(_ folder: FilePath) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted().map { name in
            let attributes = try FileManager.default.attributesOfItem(
                atPath: folder.appending(name).string
            )
            return "\(name) \(attributes[.size] ?? 0) \(attributes[.modificationDate] ?? 0)"
        }
    }
}

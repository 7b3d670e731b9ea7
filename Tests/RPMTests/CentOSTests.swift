import Model
import SystemPackage
import Testing

@testable import RPM

/// Resolution against the metadata of a real distribution, without a base.
@Suite(Needs.data) struct CentOSTests {
    private let fetch = FolderFetch(["baseos": Samples.data("centos-stream-9-baseos")])

    private func index(
        cache: FilePath? = nil,
        architecture: Architecture = .x86_64,
        source: RepositorySource = RepositorySource(id: "baseos")
    ) async throws -> PackageIndex {
        try await PackageIndex.load(
            repositories: [source],
            base: nil,
            architecture: architecture,
            cache: cache,
            fetch: fetch.fetch
        )
    }

    @Test func chosenPackagesAreProvenAndExplained() async throws {
        var index = try await index()
        let plan = try await index.resolve(PackageRequest(packages: ["bash"]))
        let bash = try #require(plan.packages.first { $0.nevra.name == "bash" })
        #expect(bash.nevra.description == "bash-5.1.8-2.el9.x86_64")
        #expect(bash.repository == "baseos")
        #expect(bash.fileName == "bash-5.1.8-2.el9.x86_64.rpm")
        #expect(bash.checksum.algorithm == .sha256)
        #expect(bash.size > 1_000_000)
        #expect(bash.installedSize > 7_000_000)
        #expect(bash.reason == .requested("bash"))
        #expect(bash.license == "GPLv3+")
        #expect(bash.sourcePackage == "bash-5.1.8-2.el9.src.rpm")
        let glibc = try #require(plan.packages.first { $0.nevra.name == "glibc" })
        guard case .required(let requirer, let dependency) = glibc.reason else {
            Issue.record("glibc is there because of \(glibc.reason)")
            return
        }
        #expect(plan.packages.contains { $0.nevra == requirer })
        #expect(!dependency.isEmpty)
        #expect(plan.satisfied.isEmpty)
        #expect(fetch.kinds == ["repomd", "primary"])
    }

    @Test(arguments: [
        ("bash", "bash"), ("bash.x86_64", "bash"), ("bash-5.1.8-2.el9.x86_64", "bash"),
        ("/usr/bin/bash", "bash"), ("bash >= 5", "bash"), ("libz.so.1()(64bit)", "zlib"),
        ("bas[h]", "bash"),
    ])
    func aRequestMayBeWritten(_ request: String, name: String) async throws {
        var index = try await index()
        let plan = try await index.resolve(PackageRequest(packages: [request]))
        #expect(
            plan.packages.contains { $0.nevra.name == name && $0.reason == .requested(request) }
        )
    }

    @Test func fileListsAreFetchedOnlyForPathsThatNeedThem() async throws {
        var index = try await index()
        let path = "/usr/share/doc/bash/README"
        let plan = try await index.resolve(PackageRequest(packages: [path]))
        #expect(
            plan.packages.contains {
                $0.nevra.name.hasPrefix("bash") && $0.reason == .requested(path)
            }
        )
        #expect(fetch.kinds == ["repomd", "primary", "filelists"])
    }

    @Test func aWarmCacheGivesTheSamePlans() async throws {
        try await withScratch { cache in
            let requests = ["bash", "/usr/share/doc/bash/README", "systemd"]
            var cold: [PackagePlan] = []
            var first = try await index(cache: cache)
            for request in requests {
                cold.append(try await first.resolve(PackageRequest(packages: [request])))
            }
            #expect(first.cacheFailures.isEmpty)
            #expect(fetch.kinds == ["repomd", "primary", "filelists"])
            var second = try await index(cache: cache)
            for (request, plan) in zip(requests, cold) {
                let again = try await second.resolve(PackageRequest(packages: [request]))
                let isSame = again == plan
                #expect(isSame, "plans for \(request) differ")
            }
            #expect(fetch.kinds == ["repomd", "primary", "filelists", "repomd"])
        }
    }

    @Test(arguments: [0, 1, 40, 71, 72, 5000, 100_000])
    func aBrokenCacheIsMadeAnew(at offset: Int) async throws {
        try await withScratch { cache in
            let request = PackageRequest(packages: ["bash"])
            var first = try await index(cache: cache)
            let plan = try await first.resolve(request)
            let file = cache.appending("baseos.table")
            try flip(file, at: offset)
            var second = try await index(cache: cache)
            #expect(try await second.resolve(request) == plan)
            #expect(fetch.kinds == ["repomd", "primary", "repomd", "primary"])
            _ = try await index(cache: cache)
            #expect(fetch.kinds.count == 5, "the cache was not repaired")
        }
    }

    @Test func aFolderThatCannotBeWrittenIsReportedAndNoMore() async throws {
        var index = try await index(cache: "/dev/null/cache")
        #expect(try await index.resolve(PackageRequest(packages: ["bash"])).packages.count > 1)
        #expect(index.cacheFailures.count == 1)
    }

    @Test func theTargetsArchitectureCounts() async throws {
        var index = try await index(architecture: .aarch64)
        await #expect(
            throws: ResolutionError.wrongArchitecture(request: "bash", architecture: .aarch64)
        ) {
            _ = try await index.resolve(PackageRequest(packages: ["bash"]))
        }
    }

    @Test func unknownPackagesAreNamedWithTheirLookAlikes() async throws {
        var index = try await index()
        do {
            _ = try await index.resolve(
                PackageRequest(packages: ["bsah", "bash", "no-such-thing"])
            )
            Issue.record("unknown packages were found")
        } catch let error as ResolutionError {
            guard case .unknown(let unknown) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(unknown.map(\.request) == ["bsah", "no-such-thing"])
            #expect(unknown[0].similar.first == "bash")
            #expect(error.description == "no package matches 'bsah', 'no-such-thing'")
            #expect(error.hint?.hasPrefix("did you mean 'bash'") == true)
        }
    }

    @Test func excludedPackagesAreLeftOut() async throws {
        var index = try await index()
        await #expect(throws: ResolutionError.excluded(request: "bash")) {
            _ = try await index.resolve(PackageRequest(packages: ["bash"], excludes: ["bas?"]))
        }
        let plan = try await index.resolve(PackageRequest(packages: ["bash"]))
        #expect(plan.packages.contains { $0.nevra.name == "bash" })
        do {
            _ = try await index.resolve(PackageRequest(packages: ["bash"], excludes: ["glibc"]))
            Issue.record("a plan without glibc was made")
        } catch let error as ResolutionError {
            #expect(
                error.description.contains(
                    "which only excluded packages have: 'glibc-2.34-21.el9.i686', 'glibc-2.34-21.el9.x86_64'"
                )
            )
        }
    }

    @Test func aRepositoryMayBeLimited() async throws {
        let without = RepositorySource(id: "baseos", excludes: ["bash"])
        var first = try await index(source: without)
        await #expect(throws: ResolutionError.excluded(request: "bash")) {
            _ = try await first.resolve(PackageRequest(packages: ["bash"]))
        }
        let only = RepositorySource(id: "baseos", includes: ["tzdata"])
        var second = try await index(source: only)
        #expect(try await second.resolve(PackageRequest(packages: ["tzdata"])).packages.count == 1)
        await #expect(throws: ResolutionError.excluded(request: "bash")) {
            _ = try await second.resolve(PackageRequest(packages: ["bash"]))
        }
    }

    @Test func recommendedPackagesComeOnRequest() async throws {
        var index = try await index()
        let lean = try await index.resolve(PackageRequest(packages: ["dnf", "rpm"]))
        let full = try await index.resolve(
            PackageRequest(packages: ["dnf", "rpm"], installsRecommended: true)
        )
        #expect(full.packages.count > lean.packages.count)
        let added = Set(full.packages.map(\.nevra)).subtracting(lean.packages.map(\.nevra))
        #expect(
            full.packages.contains { package in
                guard case .recommended(let by) = package.reason else { return false }
                return added.contains(package.nevra) && full.packages.contains { $0.nevra == by }
            }
        )
    }
}

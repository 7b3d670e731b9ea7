import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// What is said when packages do not fit a base: the chain from the request to what would have to change.
@Suite(Needs.program("rpmbuild"), Needs.program("rpm")) struct ChainTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var base = [TinyPackage("libbar"), TinyPackage("other")]
        let packages: [TinyPackage]
        let requests: [String]
        var excludes: [String] = []
        let sentences: [String]
    }

    private static let htop = TinyPackage("htop", requires: ["libfoo"])

    static let cases = [
        Case(
            testDescription:
                "a deeper package needs a newer one than the base has, which nobody has",
            packages: [htop, TinyPackage("libfoo", requires: ["libbar >= 2"])],
            requests: ["htop"],
            sentences: [
                "'htop' asks for 'libfoo', which needs 'libbar >= 2', but the base has 'libbar-1-1.x86_64' and never changes"
            ]
        ),
        Case(
            testDescription:
                "a deeper package needs a newer one than the base has, which a repository has",
            packages: [
                htop, TinyPackage("libfoo", requires: ["libbaz"]),
                TinyPackage("libbaz", requires: ["libbar.so.2"]),
                TinyPackage("libbar", "2", provides: ["libbar.so.2"]),
            ],
            requests: ["htop"],
            sentences: [
                "'htop' asks for 'libfoo', which asks for 'libbaz', which asks for 'libbar-2-1.x86_64', which would replace 'libbar-1-1.x86_64' of the base, which never changes"
            ]
        ),
        Case(
            testDescription: "an older one is needed",
            packages: [TinyPackage("htop", requires: ["libbar < 1"])],
            requests: ["htop"],
            sentences: [
                "'htop' needs 'libbar < 1', but the base has 'libbar-1-1.x86_64' and never changes"
            ]
        ),
        Case(
            testDescription: "a newer version of the base's own package is asked for",
            packages: [TinyPackage("libbar", "2")],
            requests: ["libbar >= 2"],
            sentences: [
                "'libbar >= 2' stands for 'libbar-2-1.x86_64', which would replace 'libbar-1-1.x86_64' of the base, which never changes"
            ]
        ),
        Case(
            testDescription:
                "an older version of the base's own package is asked for by its full name",
            base: [TinyPackage("libbar", "3")],
            packages: [TinyPackage("libbar", "2")],
            requests: ["libbar-2-1.x86_64"],
            sentences: [
                "'libbar-2-1.x86_64' stands for 'libbar-2-1.x86_64', which would replace 'libbar-3-1.x86_64' of the base, which never changes"
            ]
        ),
        Case(
            testDescription: "what comes in obsoletes a package of the base",
            packages: [htop, TinyPackage("libfoo", obsoletes: ["libbar < 2"])],
            requests: ["htop"],
            sentences: [
                "'htop' asks for 'libfoo-1-1.x86_64', which would replace 'libbar-1-1.x86_64' of the base, which never changes"
            ]
        ),
        Case(
            testDescription: "what comes in conflicts with a package of the base",
            packages: [htop, TinyPackage("libfoo", conflicts: ["libbar < 2"])],
            requests: ["htop"],
            sentences: [
                "'htop' asks for 'libfoo', which conflicts with 'libbar-1-1.x86_64' of the base (as 'libbar < 2')"
            ]
        ),
        Case(
            testDescription: "a package of the base conflicts with what comes in",
            base: [TinyPackage("libbar", conflicts: ["libfoo"])],
            packages: [htop, TinyPackage("libfoo")],
            requests: ["htop"],
            sentences: [
                "'htop' asks for 'libfoo', which conflicts with 'libbar-1-1.x86_64' of the base (as 'libfoo')"
            ]
        ),
        Case(
            testDescription: "nobody has what is needed",
            packages: [htop, TinyPackage("libfoo", requires: ["nobody-has-this"])],
            requests: ["htop"],
            sentences: [
                "'htop' asks for 'libfoo', which needs 'nobody-has-this', which nothing provides"
            ]
        ),
        Case(
            testDescription: "what is needed is excluded",
            packages: [htop, TinyPackage("libfoo")],
            requests: ["htop"],
            excludes: ["libfoo"],
            sentences: [
                "'htop' needs 'libfoo', which only excluded packages have: 'libfoo-1-1.x86_64'"
            ]
        ),
        Case(
            testDescription: "each of two choices fails",
            packages: [
                TinyPackage("htop", requires: ["(left or right)"]),
                TinyPackage("left", requires: ["libbar >= 2"]),
                TinyPackage("right", conflicts: ["other"]),
            ],
            requests: ["htop"],
            sentences: [
                "'htop' asks for 'left', which needs 'libbar >= 2', but the base has 'libbar-1-1.x86_64' and never changes",
                "'htop' asks for 'right', which conflicts with 'other-1-1.x86_64' of the base (as 'other')",
            ]
        ),
        Case(
            testDescription: "two versions are asked for",
            packages: [TinyPackage("htop", "1"), TinyPackage("htop", "2")],
            requests: ["htop = 1", "htop = 2"],
            sentences: [
                "'htop = 2' stands for 'htop-2-1.x86_64', which cannot be there together with 'htop-1-1.x86_64'"
            ]
        ),
        Case(
            testDescription: "a path stands for the package",
            packages: [
                TinyPackage("htop", requires: ["libbar >= 2"], files: ["/usr/bin/htop"])
            ],
            requests: ["/usr/bin/htop"],
            sentences: [
                "'/usr/bin/htop' stands for 'htop-1-1.x86_64', which needs 'libbar >= 2', but the base has 'libbar-1-1.x86_64' and never changes"
            ]
        ),
    ]

    @Test(arguments: cases) func theChainIsTold(_ fault: Case) async throws {
        try await withScratch { scratch in
            var index = try await index(fault.packages, base: fault.base, in: scratch)
            let request = PackageRequest(packages: fault.requests, excludes: fault.excludes)
            do {
                _ = try await index.resolve(request)
                Issue.record("a plan was made")
            } catch let error as ResolutionError {
                guard case .conflict(let problems) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(problems.map(\.description).sorted() == fault.sentences)
            }
        }
    }

    @Test func whatTheBaseHasInAnOlderVersionStaysAndIsNamed() async throws {
        try await withScratch { scratch in
            var index = try await index(
                [TinyPackage("htop"), TinyPackage("libbar", "2")],
                base: [TinyPackage("libbar", "1")],
                in: scratch
            )
            let plan = try await index.resolve(PackageRequest(packages: ["htop", "libbar"]))
            #expect(plan.packages.map(\.nevra.name) == ["htop"])
            #expect(plan.satisfied.map(\.request) == ["libbar"])
            #expect(plan.satisfied.first?.packages.map(\.description) == ["libbar-1-1.x86_64"])
            #expect(plan.satisfied.first?.newer.map(\.description) == ["libbar-2-1.x86_64"])
        }
    }

    @Test func aChainLeadsFromTheRequestToThePackage() async throws {
        try await withScratch { scratch in
            var index = try await index(
                [
                    Self.htop, TinyPackage("libfoo", requires: ["libbaz", "libbar"]),
                    TinyPackage("libbaz"),
                ],
                base: [TinyPackage("libbar")],
                in: scratch
            )
            let plan = try await index.resolve(PackageRequest(packages: ["htop"]))
            let libbaz = try #require(plan.packages.first { $0.nevra.name == "libbaz" })
            #expect(plan.chain(to: libbaz).map(\.nevra.name) == ["htop", "libfoo", "libbaz"])
            #expect(plan.packages(broughtBy: nil).map(\.nevra.name) == ["htop"])
            #expect(plan.installedSize == 6000)
        }
    }

    private func index(
        _ packages: [TinyPackage],
        base: [TinyPackage],
        in scratch: FilePath
    ) async throws -> PackageIndex {
        try TinyRepository.write(packages, in: scratch)
        return try await PackageIndex.load(
            repositories: [RepositorySource(id: "r")],
            base: try await TinyBase.make(base, in: scratch),
            architecture: .x86_64,
            cache: nil,
            fetch: FolderFetch(["r": scratch]).fetch
        )
    }
}

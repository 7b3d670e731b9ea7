import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// Requests for an architecture, whatever this machine's is.
struct ArchitectureTests {
    private static let packages =
        ["x86_64", "aarch64"].flatMap { architecture in
            [
                TinyPackage("htop", architecture: architecture, requires: ["libfoo", "htop-data"]),
                TinyPackage("libfoo", architecture: architecture, requires: ["libbar"]),
                TinyPackage("libbar", architecture: architecture),
            ]
        } + [
            TinyPackage("htop-data", architecture: "noarch"),
            TinyPackage("old", architecture: "i686"),
        ]

    @Test(arguments: Architecture.allCases)
    func onlyPackagesThatRunThereAreChosen(_ architecture: Architecture) async throws {
        try await withScratch { scratch in
            var index = try await index(architecture, in: scratch)
            let plan = try await index.resolve(PackageRequest(packages: ["htop"]))
            let name = architecture.rpmName
            #expect(
                plan.packages.map(\.nevra.description) == [
                    "htop-1-1.\(name)", "htop-data-1-1.noarch", "libbar-1-1.\(name)",
                    "libfoo-1-1.\(name)",
                ]
            )
        }
    }

    @Test(
        Needs.program("rpmbuild"),
        Needs.program("rpm"),
        arguments: Architecture.allCases
    ) func theBasesPackagesCountOnItsOwnArchitecture(_ architecture: Architecture) async throws {
        try await withScratch { scratch in
            let base = try await TinyBase.make(
                [TinyPackage("libbar", architecture: architecture.rpmName)],
                in: scratch
            )
            var index = try await index(architecture, base: base, in: scratch)
            #expect(index.installed.map(\.architecture) == [architecture.rpmName])
            let plan = try await index.resolve(PackageRequest(packages: ["libfoo"]))
            #expect(plan.packages.map(\.nevra.name) == ["libfoo"])
        }
    }

    @Test func aPackageForAnotherArchitectureIsRefused() async throws {
        try await withScratch { scratch in
            var index = try await index(.aarch64, in: scratch)
            for request in ["old", "htop.x86_64"] {
                await #expect(
                    throws: ResolutionError.wrongArchitecture(
                        request: request,
                        architecture: .aarch64
                    )
                ) {
                    _ = try await index.resolve(PackageRequest(packages: [request]))
                }
            }
        }
    }

    private func index(
        _ architecture: Architecture,
        base: BaseDatabase? = nil,
        in scratch: FilePath
    ) async throws -> PackageIndex {
        try TinyRepository.write(Self.packages, in: scratch)
        return try await PackageIndex.load(
            repositories: [RepositorySource(id: "r")],
            base: base,
            architecture: architecture,
            cache: nil,
            fetch: FolderFetch(["r": scratch]).fetch
        )
    }
}

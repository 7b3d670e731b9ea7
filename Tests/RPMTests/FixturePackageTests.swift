import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// Every package that `Fixtures/` makes, with its signature, against rpm's own tools.
@Suite(Needs.fixtures, Needs.program("rpm"), Needs.program("cpio")) struct FixturePackageTests {
    private static var packages: [FilePath] {
        let folders = ["repo", "repo-next"].map { Samples.fixture($0) }
        return folders.flatMap { folder in
            (FileManager.default.enumerator(atPath: folder.string)?.allObjects ?? [])
                .compactMap { $0 as? String }.filter { $0.hasSuffix(".rpm") }
                .map { folder.appending($0) }
        }.sorted { $0.string < $1.string }
    }

    @Test func allAreSignedByTheirKeyAndReadLikeRPMReads() async throws {
        let keyring = try Keyring(files: [Samples.fixture("keys/fixtures.asc")])
        var names: Set<String> = []
        var seen = (links: 0, capabilities: 0, ghosts: 0, scripts: 0)
        for path in Self.packages {
            let package = try PackageFile(path).verified(by: keyring, policy: .required)
            #expect(package.signature != .unsigned)
            guard names.insert(package.header.nevra.description).inserted else { continue }
            try await PackageComparison(path).compareHeader()
            try await PackageComparison(path).comparePayload()
            seen.links += package.header.files.count { !$0.hardLinks.isEmpty }
            seen.capabilities += package.header.files.count { $0.capabilities != nil }
            seen.ghosts += package.header.files.count { $0.flags.contains(.ghost) }
            seen.scripts += package.header.scriptlets.count
        }
        #expect(names.count > 50)
        // The set must go on holding what is hard to read.
        #expect(seen.links > 0 && seen.capabilities > 0 && seen.ghosts > 0 && seen.scripts > 0)
    }

    @Test func theHelloPackageIsAsItsSpecSays() throws {
        let path = try #require(Self.packages.first { $0.string.contains("veneer-hello-1.0") })
        let package = try PackageFile(path).verified(by: Keyring(), policy: .optional)
        let files = Dictionary(uniqueKeysWithValues: package.header.files.map { ($0.path, $0) })
        #expect(files["/usr/sbin/veneer-hellod"]?.capabilities == "cap_net_bind_service=ep")
        #expect(files["/etc/veneer-hello.conf"]?.flags.contains(.configuration) == true)
        #expect(files["/var/log/veneer-hello.log"]?.flags.contains(.ghost) == true)
        #expect(
            files["/usr/bin/greet"].map { if case .symbolicLink = $0.kind { true } else { false } }
                == true
        )
        #expect(files["/usr/bin/veneer-hello"]?.hardLinks.count == 3)
        let script = try #require(package.header.scriptlets.first { $0.kind == .postInstall })
        #expect(!script.text.isEmpty || !script.interpreter.isEmpty)
    }

    @Test(arguments: ["unsigned", "stranger", "tampered"])
    func aBadPackageIsRefused(_ fault: String) throws {
        let folder = Samples.fixture("repo-bad/\(fault)")
        let names = (FileManager.default.enumerator(atPath: folder.string)?.allObjects ?? [])
            .compactMap { $0 as? String }.filter { $0.hasSuffix(".rpm") }
        let name = try #require(names.first { $0.contains("veneer-\(fault)") })
        let keyring = try Keyring(files: [Samples.fixture("keys/fixtures.asc")])
        let path = folder.appending(name)
        #expect {
            _ = try PackageFile(path).verified(by: keyring, policy: .required)
        } throws: { error in
            switch (fault, error as? PackageFileError) {
            case ("unsigned", .unsigned?), ("stranger", .unknownKey?), ("tampered", .damaged?):
                (error as? PackageFileError)?.kind == .verification
            default: false
            }
        }
    }
}

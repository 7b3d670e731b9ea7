import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// Headers and payloads against what rpm itself says and unpacks.
@Suite(Needs.data, Needs.program("rpm"), Needs.program("rpm2cpio"), Needs.program("cpio"))
struct PayloadTests {
    static let packages = [
        "rpm-samples/capstest-1.0-1.noarch.rpm", "rpm-samples/hlinktest-1.0-1.noarch.rpm",
        "rpm-samples/imatest-1.0-1.fc34.noarch.rpm", "rpm-samples/hello-2.0-1.x86_64.rpm",
        "fedora-signed/rpm-sign-4.15.1-1.fc31.x86_64.rpm",
    ]

    @Test(arguments: packages)
    func theHeaderSaysWhatRPMDumps(_ package: String) async throws {
        try await PackageComparison(Samples.data(package)).compareHeader()
    }

    @Test(arguments: packages)
    func thePayloadIsWhatRPMUnpacks(_ package: String) async throws {
        try await PackageComparison(Samples.data(package)).comparePayload()
    }

    @Test func capabilitiesAreRead() throws {
        let package = try PackageComparison.verified(
            Samples.data("rpm-samples/capstest-1.0-1.noarch.rpm")
        )
        let texts = package.header.files.compactMap(\.capabilities)
        #expect(!texts.isEmpty)
        for text in texts { _ = try FileCapabilities.attribute(text) }
    }

    @Test func hardLinksAreGroupedAndHaveOneContent() throws {
        let package = try PackageComparison.verified(
            Samples.data("rpm-samples/hlinktest-1.0-1.noarch.rpm")
        )
        let groups = Set(package.header.files.map(\.hardLinks).filter { !$0.isEmpty })
        #expect(!groups.isEmpty)
        var sizes: [[Int]: [UInt64]] = [:]
        try package.forEachEntry { entry, content in
            if !entry.hardLinks.isEmpty { sizes[entry.hardLinks, default: []].append(content.size) }
        }
        for group in groups {
            let visited = sizes[group] ?? []
            #expect(visited.count == group.count)
            #expect(visited.first.map { $0 > 0 } == true, "the content comes first")
            #expect(visited.dropFirst().allSatisfy { $0 == 0 }, "the content comes once")
        }
    }

    @Test func contentThatIsLeftIsSkipped() throws {
        let package = try PackageComparison.verified(Samples.data(Self.packages[4]))
        var paths: [String] = []
        var buffer = [UInt8](repeating: 0, count: 10)
        try package.forEachEntry { entry, content in
            paths.append(entry.path)
            _ = try buffer.withUnsafeMutableBytes { try content.read(into: $0) }
        }
        #expect(Set(paths) == Set(package.header.files.map(\.path)))
    }
}

import Foundation
import SystemPackage
import Testing

@testable import RPM

/// Packages of all kinds that rpmbuild can make, read and compared with rpm's own tools.
@Suite(Needs.program("rpmbuild"), Needs.program("cpio")) struct PackageVariantTests {
    private static let install = #"""
        mkdir -p "$R/usr/share/variant/with space" "$R/usr/bin"
        head -c 700000 /dev/urandom > "$R/usr/share/variant/random"
        head -c 3000000 /dev/zero > "$R/usr/share/variant/zeros"
        : > "$R/usr/share/variant/empty"
        echo text > "$R/usr/share/variant/with space/ünïcode — name"
        ln "$R/usr/share/variant/random" "$R/usr/bin/again"
        ln "$R/usr/share/variant/empty" "$R/usr/share/variant/empty too"
        ln -s ../share/variant/missing "$R/usr/bin/dangling"
        """#
    private static let files = #"""
        %attr(4711, games, operator) /usr/bin/again
        /usr/bin/dangling
        /usr/share/variant
        %ghost /usr/share/variant/zeros
        """#

    @Test(arguments: [
        "w9.gzdio", "w6.xzdio", "w9.bzdio", "w3.zstdio", "w19T0.zstdio", "w6.lzdio", "w.ufdio",
    ]) func anyPackingIsRead(_ payload: String) async throws {
        try await withScratch { scratch in
            let path = try await BuiltPackage.build(
                in: scratch,
                defines: ["_binary_payload \(payload)"],
                install: Self.install,
                files: Self.files
            )
            let comparison = PackageComparison(path)
            try await comparison.compareHeader()
            try await comparison.comparePayload()
        }
    }

    /// MD5, as before Fedora 11, and SHA-512.
    @Test(arguments: [1, 10]) func anyFileDigestIsChecked(_ algorithm: Int32) async throws {
        try await withScratch { scratch in
            let path = try await BuiltPackage.build(
                in: scratch,
                defines: ["_binary_filedigest_algorithm \(algorithm)"],
                install: Self.install,
                files: Self.files
            )
            try await PackageComparison(path).compareHeader()
            let package = try PackageComparison.verified(path)
            #expect(
                package.header.files.compactMap(\.digest).allSatisfy { $0.algorithm == algorithm }
            )
            try package.forEachEntry { _, content in try content.forEachChunk { _ in } }
        }
    }

    @Test func contentThatIsNotTheHeadersIsRefused() async throws {
        try await withScratch { scratch in
            let path = try await BuiltPackage.build(
                in: scratch,
                defines: ["_binary_payload w.ufdio"],
                install: "mkdir -p $R/usr; echo 'a rather special text' > $R/usr/text",
                files: "/usr/text"
            )
            let good = try PackageComparison.verified(path)
            let bytes = try Data(contentsOf: URL(filePath: path.string))
            let range = try #require(bytes.range(of: Data("a rather special text".utf8)))
            try flip(path, at: range.lowerBound)
            let descriptor = try Descriptor(reading: path)
            // As if verification had failed to notice.
            let package = VerifiedPackage(
                path: path,
                signature: .unsigned,
                header: good.header,
                status: try FileStatus(of: descriptor.raw)
            )
            #expect {
                try package.forEachEntry { _, content in try content.forEachChunk { _ in } }
            } throws: { error in
                if case .badContent(_, "/usr/text")? = error as? PackageFileError {
                    true
                } else {
                    false
                }
            }
            try package.forEachEntry(checksDigests: false) { _, content in
                try content.forEachChunk { _ in }
            }
        }
    }

    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["VENEER_LARGE_TESTS"] != nil,
            "needs VENEER_LARGE_TESTS, a minute and 5 GB of disk"
        )
    )
    func aFileOverFourGibibytesIsRead() async throws {
        try await withScratch { scratch in
            let size: UInt64 = 4_500_000_000
            let path = try await BuiltPackage.build(
                in: scratch,
                defines: ["_binary_payload w1.zstdio"],
                install: "mkdir -p $R/usr; truncate -s \(size) $R/usr/large; echo > $R/usr/small",
                files: "/usr/large\n/usr/small"
            )
            let package = try PackageComparison.verified(path)
            var sizes: [String: UInt64] = [:]
            try package.forEachEntry { entry, content in
                var count: UInt64 = 0
                try content.forEachChunk { count += UInt64($0.count) }
                sizes[entry.path] = count
            }
            #expect(sizes == ["/usr/large": size, "/usr/small": 1])
        }
    }
}

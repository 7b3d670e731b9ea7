import Model
import TUF
import TestSupport
import Testing

@testable import Publishing

/// Each published format, byte for byte.
struct FormatTests {
    private static func image(
        _ name: String,
        _ version: String,
        _ release: String,
        _ architecture: Architecture
    ) throws -> PublishedImage {
        PublishedImage(
            name: try #require(ExtensionName(name)),
            summary: "The \"\(name)\" tool",
            version: try #require(ImageVersion(version)),
            release: try #require(ReleaseLabel(release)),
            architecture: architecture,
            size: 4096,
            checksum: Checksum(prefix: Array("\(name)\(version)\(release)".utf8)),
            extensionRelease: ExtensionRelease(parsing: "ID=fedora\nVERSION_ID=\(release)\n"),
            units: ["\(name).service"],
            packages: ["\(name)-\(version).\(architecture.rpmName)"]
        )
    }

    private static func images() throws -> [PublishedImage] {
        [
            try image("kubernetes-1.35", "1.35.0-1", "43", .x86_64),
            try image("htop", "3.4.1-1", "43", .x86_64),
            try image("htop", "3.4.1-1", "43", .aarch64),
            try image("htop", "3.10.0-1", "43", .x86_64),
        ]
    }

    @Test
    func checksums() throws {
        let images = try Self.images()
        let date = BestBefore(expires: 1_800_000_000)
        let all = ChecksumFile(images, for: .repository, bestBefore: date)
        try Golden.expect(all.text, "SHA256SUMS")
        let own = images.filter { $0.name.text == "htop" }
        let list = ChecksumFile(own, for: .extensionFolder, bestBefore: date)
        try Golden.expect(list.text, "SHA256SUMS.htop")
    }

    @Test(arguments: TransferDefinition.Kind.allCases)
    func definitions(_ kind: TransferDefinition.Kind) throws {
        let definition = TransferDefinition(
            name: try #require(ExtensionName("htop")),
            url: "https://example.org/extensions",
            images: try Self.images(),
            isSigned: true
        )
        try Golden.expect(definition.text, definition.fileName(kind))
    }

    @Test
    func neighboursWithTheSameStartHaveFoldersOfTheirOwn() throws {
        let images = try ["a", "a-b", "ab", "c"].map { try Self.image($0, "1-1", "43", .x86_64) }
        let files = SysupdateFiles(
            images: images,
            url: "https://example.org",
            expires: 1,
            keyring: nil
        ) { _ in true }
        .files.filter { $0.name.hasSuffix(".transfer") }
        let folders = files.map { file in
            String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
                .last { $0.hasPrefix("Path=") }?.dropFirst(27) ?? "?"
        }
        #expect(files.map(\.name) == ["a", "a-b", "ab", "c"].map { "\($0).transfer" })
        #expect(folders == ["a/", "a-b/", "", ""])
    }

    @Test
    func definitionOfARollingSystem() throws {
        let definition = TransferDefinition(
            name: try #require(ExtensionName("jq")),
            url: "https://example.org",
            images: [try Self.image("jq", "1.8-1", "rolling", .x86_64)],
            isSigned: false
        )
        try Golden.expect(definition.text, definition.fileName(.transfer))
    }
}

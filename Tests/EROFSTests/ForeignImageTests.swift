import EROFS
import Foundation
import SystemPackage
import TestSupport
import Testing

/// Images that mkfs.erofs made, read by us.
@Suite(.enabled(if: Judges.mkfs, Judges.needsMkfs))
struct ForeignImageTests {
    struct Setting: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        var testDescription: String {
            arguments.isEmpty ? "plain" : arguments.joined(separator: " ")
        }
        init(_ arguments: String...) { self.arguments = arguments }
    }

    static let settings = [
        Setting(), Setting("-zlz4"), Setting("-zlz4", "-C65536"),
        Setting("-zlz4hc,12", "-C65536"), Setting("-zlz4hc", "-C1048576"),
        Setting("-zlz4", "-Elegacy-compress"), Setting("-zlz4hc", "-Elegacy-compress", "-C16384"),
        Setting("-zlz4hc", "-Eztailpacking"), Setting("-zlz4hc", "-C65536", "-Eztailpacking"),
        Setting("-Eforce-inode-extended"), Setting("-Enoinline_data"), Setting("-x-1"),
        Setting("--chunksize=4096"), Setting("--chunksize=65536"),
    ]

    @Test("the reader sees the source", arguments: settings)
    func read(setting: Setting) async throws { try await compare(setting, .machine) }

    private func compare(_ setting: Setting, _ tools: ErofsTools) async throws {
        try await withTemporaryFolder { folder in
            let image = try await Self.makeImage(setting, tools, in: folder)
            var expected = try await DiskFacts.read(folder.appending("source"))
            if setting.arguments == ["-x-1"] {
                for path in expected.keys { expected[path]?.attributes = [] }
            }
            try withReader(image) { reader in
                expectSame(try reader.facts(), expected)
                #expect(reader.check() == [])
                #expect(reader.superblock.record == nil)
            }
        }
    }

    private static func makeImage(
        _ setting: Setting,
        _ tools: ErofsTools,
        in folder: FilePath
    ) async throws -> FilePath {
        let source = folder.appending("source")
        try await makeSource(source)
        let image = folder.appending("image")
        let arguments = ["--quiet"] + setting.arguments + [image.string, source.string]
        try await tools.run("mkfs.erofs", arguments).check()
        return image
    }

    @Test(
        "fragments are read",
        .enabled(if: ErofsTools.newest.minorVersion >= 6, "needs mkfs.erofs 1.6 or later"),
        arguments: [
            Setting("-zlz4hc", "-Efragments"), Setting("-zlz4hc,12", "-C65536", "-Eall-fragments"),
            Setting("-zlz4hc", "-C65536", "-Efragments,ztailpacking"),
            Setting("-zlz4hc", "-Efragments,dedupe"),
        ]
    )
    func fragments(setting: Setting) async throws { try await compare(setting, .newest) }

    @Test(
        "the codecs that came later are read",
        .enabled(
            if: ErofsTools.newest.knows("lzma") && ErofsTools.newest.knows("zstd"),
            ErofsTools.needsNewest
        ),
        arguments: [
            Setting("-zlzma"), Setting("-zlzma,9", "-C65536"), Setting("-zlzma,1", "-C1048576"),
            Setting("-zlzma", "-Eztailpacking"), Setting("-zlzma", "-C16384", "-Efragments,dedupe"),
            Setting("-zzstd"), Setting("-zzstd,9", "-C65536"), Setting("-zzstd,1", "-C1048576"),
            Setting("-zzstd", "-Eztailpacking"), Setting("-zzstd", "-C16384", "-Efragments,dedupe"),
            Setting("-zzstd,3", "-C65536", "-Eall-fragments"),
        ]
    )
    func newCodecs(setting: Setting) async throws { try await compare(setting, .newest) }

    @Test(
        "a codec that is not read is named",
        .enabled(if: ErofsTools.newest.knows("deflate"), ErofsTools.needsNewest)
    )
    func deflate() async throws {
        try await withTemporaryFolder { folder in
            let image = try await Self.makeImage(Setting("-zdeflate"), .newest, in: folder)
            try withReader(image) { reader in
                let file = try reader.lookup(ImagePath("d/text-70001"))
                #expect(throws: ReaderError.unsupported("DEFLATE compression")) {
                    try reader.contents(of: file, limit: 1 << 20)
                }
                let stored = try reader.lookup(ImagePath("d/noise-70001"))
                #expect(try reader.contents(of: stored, limit: 1 << 20).count == 70_001)
            }
        }
    }

    private static func makeSource(_ root: FilePath) async throws {
        for tree in [SampleTree.small, .sizes, .directories] {
            // mkfs.erofs 1.5 fails on names of the full length.
            for file in tree.files where !file.path.contains("nnnn") {
                try makeFile(file, below: root)
            }
        }
        try await Command.run(
            "ln",
            root.appending("usr/bin/tool").string,
            root.appending("usr/hard").string
        ).check()
        let touched = root.appending("usr/bin/tool").string
        for (name, value) in [("user.note", "0x0001ff"), ("user.other", "text")] {
            try await Command.run("setfattr", "-n", name, "-v", value, touched).check()
        }
        // Whole seconds, because newer tools drop the rest of some.
        let times = [(root.string, "1700000000"), (root.appending("usr").string, "1600000000")]
        for (below, time) in times {
            try await Command.run(
                "find",
                below,
                "-exec",
                "touch",
                "-h",
                "-d",
                "@" + time,
                "{}",
                "+"
            ).check()
        }
    }

    private static func makeFile(_ file: SampleFile, below root: FilePath) throws {
        let path = root.string + "/" + file.path
        let manager = FileManager.default
        let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        try manager.createDirectory(atPath: parent, withIntermediateDirectories: true)
        switch file.kind {
        case .directory:
            try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
        case .symbolicLink:
            try manager.createSymbolicLink(
                atPath: path,
                withDestinationPath: String(decoding: file.content, as: UTF8.self)
            )
        default: try Data(file.content).write(to: URL(fileURLWithPath: path))
        }
    }
}

import EROFS
import SystemPackage
import TestSupport
import Testing

/// Every tree in every form, before independent judges.
@Suite struct WriterJudgeTests {
    static let compressions: [Compression] = [
        .none, .lz4(), .lz4(clusterSize: 65536), .lz4(clusterSize: 1 << 20),
        .lz4hc(level: 3), .lz4hc(level: 12, clusterSize: 65536),
    ]

    /// What the tools of older distributions do not know.
    static let newCompressions: [Compression] = [
        .lzma(level: 0), .lzma(level: 3, clusterSize: 65536),
        .zstd(level: 1), .zstd(level: 9, clusterSize: 65536), .zstd(level: 3, clusterSize: 1 << 20),
    ]

    private func options(_ compression: Compression) -> WriterOptions {
        WriterOptions(
            compression: compression,
            timestamps: .kept(buildTime: .epoch),
            volumeName: "sample",
            allowsSpecialFiles: true
        )
    }

    @Test(
        "fsck.erofs accepts the image",
        .enabled(if: Judges.fsck, Judges.needsFsck),
        arguments: SampleTree.all,
        compressions
    )
    func fsck(tree: SampleTree, compression: Compression) async throws {
        try await check(tree, compression, by: .machine)
    }

    @Test(
        "the newest fsck.erofs accepts the image",
        .enabled(
            if: ErofsTools.newest.knows("lzma") && ErofsTools.newest.knows("zstd"),
            ErofsTools.needsNewest
        ),
        arguments: SampleTree.all,
        newCompressions
    )
    func newestFsck(tree: SampleTree, compression: Compression) async throws {
        try await check(tree, compression, by: .newest)
    }

    private func check(
        _ tree: SampleTree,
        _ compression: Compression,
        by tools: ErofsTools
    ) async throws {
        try await withTemporaryFolder { folder in
            let image = folder.appending("image")
            let summary = try tree.write(to: image, options(compression))
            try await Judges.check(image, by: tools)
            let facts = try await tools.run("dump.erofs", ["-s", image.string]).check()
            #expect(facts.contains(summary.uuid.description))
            #expect(facts.contains("sb_csum"))
            let inodes = facts.split(separator: "\n").first { $0.contains("inode count") }
            #expect(inodes?.hasSuffix(" \(summary.inodeCount)") == true)
        }
    }

    @Test(
        "the kernel sees what was added",
        .enabled(if: Judges.mount, Judges.needsMount),
        arguments: SampleTree.all,
        compressions
    )
    func mount(tree: SampleTree, compression: Compression) async throws {
        try await compareMounted(tree, compression)
    }

    @Test(
        "the kernel sees what was added, with the codecs that came later",
        .enabled(if: Judges.mount && Judges.kernelKnowsNewCodecs, Judges.needsNewKernel),
        arguments: SampleTree.all,
        newCompressions
    )
    func newMount(tree: SampleTree, compression: Compression) async throws {
        try await compareMounted(tree, compression)
    }

    private func compareMounted(_ tree: SampleTree, _ compression: Compression) async throws {
        try await withTemporaryFolder { folder in
            let image = folder.appending("image")
            try tree.write(to: image, options(compression))
            let found = try await Judges.withMount(of: image, at: folder.appending("mounted")) {
                try await DiskFacts.read($0)
            }
            expectSame(found, tree.facts)
        }
    }

    @Test(
        "the reader sees what was added",
        arguments: SampleTree.all,
        compressions + newCompressions
    )
    func read(tree: SampleTree, compression: Compression) async throws {
        try await withTemporaryFolder { folder in
            let image = folder.appending("image")
            let summary = try tree.write(to: image, options(compression))
            try withReader(image) { reader in
                expectSame(try reader.facts(), tree.facts)
                #expect(reader.check() == [])
                #expect(reader.superblock.record == summary.record)
                #expect(reader.superblock.uuid == summary.uuid)
                #expect(reader.superblock.volumeName == "sample")
                #expect(reader.superblock.inodeCount == UInt64(summary.inodeCount))
            }
        }
    }
}

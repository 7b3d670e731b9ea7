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
        try await withTemporaryFolder { folder in
            let image = folder.appending("image")
            let summary = try tree.write(to: image, options(compression))
            try await Judges.check(image)
            let facts = try await Command.run("dump.erofs", "-s", image.string).check()
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
        try await withTemporaryFolder { folder in
            let image = folder.appending("image")
            try tree.write(to: image, options(compression))
            let found = try await Judges.withMount(of: image, at: folder.appending("mounted")) {
                try await DiskFacts.read($0)
            }
            expectSame(found, tree.facts)
        }
    }

    @Test("the reader sees what was added", arguments: SampleTree.all, compressions)
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

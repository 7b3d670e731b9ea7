import SystemPackage
import TestSupport
import Testing

@testable import EROFS

@Suite struct FormatTests {
    @Test("CRC-32C gives the check value of its definition")
    func crc() {
        #expect(CRC32C.checksum("123456789".utf8) == ~0xE306_9283)
    }

    @Test(
        "XXH64 gives the published values",
        arguments: [
            ("", UInt64(0xEF46_DB37_51D8_E999)), ("a", 0xD24E_C4F1_A98C_6E5B),
            ("abc", 0x44BC_2CF5_AD77_0999),
            ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
        ]
    )
    func xxh64(text: String, expected: UInt64) {
        let hash = Array(text.utf8).withUnsafeBytes { ContentHash.xxh64($0, seed: 0) }
        #expect(hash == expected)
    }

    @Test("device numbers survive", arguments: [(0, 0), (1, 3), (259, 70_000), (4095, 1_048_575)])
    func devices(major: UInt32, minor: UInt32) throws {
        let number = DeviceNumber(major: major, minor: minor)
        #expect(DeviceNumber(encoded: try #require(number.encoded)) == number)
    }

    @Test(
        "only the features that are used are announced",
        arguments: [
            (Compression.none, UInt32(0)), (.lz4(), 1), (.lz4hc(level: 1, clusterSize: 8192), 3),
            (.lzma(), 3), (.zstd(), 3),
        ]
    )
    func features(compression: Compression, expected: UInt32) async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending("image")
            try SampleTree.small.write(to: path, .init(compression: compression))
            let found = try withReader(path) { $0.superblock.incompatible }
            #expect(found == expected)
        }
    }

    @Test("the configurations of all codecs leave the build record alone")
    func configurations() throws {
        var bytes = [UInt8](repeating: 0, count: Format.superblockSize)
        let compressions: [Compression] = [.lz4(clusterSize: 1 << 20), .lzma(), .zstd()]
        // DEFLATE, which is not written, takes no more than Zstandard.
        for compression in compressions + [.zstd()] {
            bytes += CodecTable(compression).encoded
        }
        #expect(bytes.count <= Format.recordOffset - Format.superblockOffset)
    }

    @Test(
        "a configuration is read as it was written",
        arguments: [
            Compression.lz4(clusterSize: 65536), .lzma(clusterSize: 4096),
            .lzma(clusterSize: 1 << 20), .zstd(clusterSize: 4096), .zstd(clusterSize: 1 << 20),
        ]
    )
    func configuration(compression: Compression) throws {
        let table = CodecTable(compression)
        let bytes = [1, 2, 3, 4] + table.encoded
        #expect(try CodecTable(table.codecs, decoding: bytes, from: 4) == table)
        for count in 4..<(bytes.count) {
            let cut = Array(bytes.prefix(count))
            #expect(throws: ReaderError.self) {
                try CodecTable(table.codecs, decoding: cut, from: 4)
            }
        }
    }

    @Test(
        "the oldest kernel follows codec and cluster size",
        arguments: [
            (Compression.none, KernelVersion(5, 4)), (.lz4(), KernelVersion(5, 4)),
            (.lz4hc(clusterSize: 8192), KernelVersion(5, 13)), (.lzma(), KernelVersion(5, 16)),
            (.zstd(), KernelVersion(6, 10)),
        ]
    )
    func kernels(compression: Compression, kernel: KernelVersion) {
        #expect(compression.oldestKernel == kernel)
        #expect(KernelVersion(5, 13) > KernelVersion(5, 4))
        #expect(KernelVersion(6, 1) > KernelVersion(5, 16))
    }

    @Test("a tiny image is one block")
    func tiny() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending("image")
            let summary = try SampleTree.small.write(to: path, .init())
            #expect(summary.size == 4096)
        }
    }

    @Test(
        "times follow the rule",
        arguments: [
            (WriterOptions.Timestamps.fixed(Timestamp(seconds: 5)), Int64(5)),
            (.clamped(to: Timestamp(seconds: 9)), 9), (.kept(buildTime: .epoch), 1_700_000_000),
        ]
    )
    func times(rule: WriterOptions.Timestamps, seconds: Int64) async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending("image")
            try SampleTree.small.write(to: path, .init(timestamps: rule))
            let found = try withReader(path) { reader in
                try reader.lookup(ImagePath("usr/empty")).modified.seconds
            }
            #expect(found == seconds)
        }
    }

    @Test(
        "symbolic links are followed within the image",
        arguments: [
            ("up", "/usr/bin/tool"), ("abs", "/usr/bin/tool"), ("dir/tool", "/usr/bin/tool"),
            ("out", "/usr/bin/tool"),
        ]
    )
    func following(link: String, expected: String) async throws {
        try await withTemporaryFolder { folder in
            let tree = SampleTree(
                name: "links",
                files: SampleTree.small.files + [
                    .link("up", to: "usr/bin/../../usr/bin/alias"),
                    .link("abs", to: "/usr/bin/tool"),
                    .link("dir", to: "usr/bin"), .link("out", to: "../../../usr/bin/tool"),
                    .link("loop", to: "loop"),
                ]
            )
            let path = folder.appending("image")
            try tree.write(to: path, .init())
            try withReader(path) { reader in
                let found = try reader.lookup(ImagePath(link), followingLinks: true)
                #expect(found == (try reader.lookup(ImagePath(expected))))
                let loop = try ImagePath("loop")
                #expect(throws: ReaderError.tooManyLinks(loop)) {
                    try reader.lookup(loop, followingLinks: true)
                }
                let missing = try ImagePath("usr/none")
                #expect(throws: ReaderError.notFound(missing)) { try reader.lookup(missing) }
                let below = try ImagePath("usr/empty/x")
                #expect(throws: ReaderError.notADirectory(below)) { try reader.lookup(below) }
            }
        }
    }
}

import EROFS
import Testing

@testable import veneer

@Suite("Options and headers are read")
struct TextValueTests {
    @Test(
        "Cluster sizes",
        arguments: [
            ("4K", 4096), ("4096", 4096), ("64K", 65536), ("64k", 65536), ("1M", 1 << 20),
            ("1048576", 1 << 20),
        ]
    )
    func clusterSize(_ text: String, _ bytes: Int) throws {
        #expect(try ClusterSize(text).bytes == bytes)
    }

    @Test(
        "No cluster sizes",
        arguments: [
            "", "K", "0", "2K", "5000", "96K", "2M", "-4K", "4G", "64KB", "9999999999999999999M",
            "1048575M",
        ]
    )
    func noClusterSize(_ text: String) {
        #expect(throws: (any Error).self) { try ClusterSize(text) }
    }

    @Test("Compressions", arguments: compressions)
    func compression(_ text: String, _ compression: Compression) throws {
        #expect(try CompressionOption(text).compression(clusterSize: 8192) == compression)
    }

    private static let compressions: [(String, Compression)] = [
        ("none", .none), ("lz4", .lz4(clusterSize: 8192)),
        ("lz4hc", .lz4hc(level: 12, clusterSize: 8192)),
        ("lz4hc,1", .lz4hc(level: 1, clusterSize: 8192)),
        ("lzma", .lzma(level: 6, clusterSize: 8192)),
        ("lzma,0", .lzma(level: 0, clusterSize: 8192)),
        ("zstd", .zstd(level: 9, clusterSize: 8192)),
        ("zstd,22", .zstd(level: 22, clusterSize: 8192)),
    ]

    @Test(
        "No compressions",
        arguments: [
            "", ",", "gzip", "lz4,1", "none,0", "lz4hc,0", "lz4hc,13", "lz4hc,", "lzma,10",
            "zstd,0",
            "zstd,23", "zstd,9,9", "ZSTD", "a,b,c",
        ]
    )
    func noCompression(_ text: String) {
        #expect(throws: (any Error).self) { try CompressionOption(text) }
    }

    @Test("Ranges of an empty file", arguments: ["bytes=0-", "bytes=-1", "bytes=0-0"])
    func emptyFile(_ header: String) {
        #expect(ByteRange(header: header, size: 0) == .unsatisfiable)
    }

    @Test("A table has aligned columns, and no spaces at the end of the last")
    func table() {
        let table = TextTable(header: ["name", "version"], rows: [["a", "1"], ["longer", "22"]])
        #expect(table.text == "NAME    VERSION\na       1\nlonger  22")
    }
}

import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import EROFS

/// Images that lie: every answer is fine but a crash, a hang or a lot of memory.
@Suite struct DamagedImageTests {
    private static let compressions: [Compression] = [
        .none, .lz4(), .lz4hc(level: 3, clusterSize: 65536), .lzma(level: 1, clusterSize: 65536),
        .zstd(level: 3), .zstd(level: 3, clusterSize: 65536),
    ]

    private static let tree = SampleTree(
        name: "damaged",
        files: SampleTree.small.files + SampleTree.attributes.files
            + [
                SampleFile(path: "mixed", content: SampleContent.mixed(90_000)),
                SampleFile(path: "text", content: SampleContent.text(50_000)),
            ]
    )

    private func image(_ compression: Compression, in folder: FilePath) throws -> [UInt8] {
        let path = folder.appending("sound")
        try Self.tree.write(to: path, .init(compression: compression))
        return Array(try Data(contentsOf: URL(fileURLWithPath: path.string)))
    }

    private func problems(of bytes: [UInt8], in folder: FilePath) throws -> [ImageProblem] {
        let path = folder.appending("damaged")
        try Data(bytes).write(to: URL(fileURLWithPath: path.string))
        return try withReader(path) { $0.check() }
    }

    /// Makes the checksum fit again, so that the damage behind it is looked at.
    private func seal(_ bytes: inout [UInt8]) {
        bytes.store(UInt32(0), at: 1028)
        bytes.store(CRC32C.checksum(bytes[1024..<4096]), at: 1028)
    }

    @Test(
        "an image that is cut is refused",
        arguments: [0, 1, 1024, 1100, 4095, 4096, 8192, 20_000]
    )
    func cut(size: Int) async throws {
        try await withTemporaryFolder { folder in
            let bytes = try image(.lz4(), in: folder)
            try #require(bytes.count > size)
            #expect(throws: ReaderError.self) {
                try problems(of: Array(bytes.prefix(size)), in: folder)
            }
        }
    }

    @Test(
        "a field of the superblock that lies gives its error",
        arguments: [
            (1024, UInt8(0), ReaderError.notAnImage),
            (1036, 8, .unsupported("blocks of 2^8 bytes")),
            (1036, 17, .unsupported("blocks of 2^17 bytes")),
            (1105, 1, .unsupported("incompatible features 0x100")),
            (1200, 1, .badChecksum),
        ]
    )
    func superblock(offset: Int, value: UInt8, error: ReaderError) async throws {
        try await withTemporaryFolder { folder in
            var bytes = try image(.lz4(), in: folder)
            bytes[offset] = value
            if error != .badChecksum { seal(&bytes) }
            #expect(throws: error) { try problems(of: bytes, in: folder) }
        }
    }

    @Test("flipped bytes never crash the reader", arguments: compressions)
    func flips(compression: Compression) async throws {
        try await withTemporaryFolder { folder in
            let sound = try image(compression, in: folder)
            #expect(try problems(of: sound, in: folder) == [])
            // The metadata is at both ends, so that is where most of the damage goes.
            var noticed = 0
            for (round, value) in SampleContent.noise(2400, seed: 77).chunks(of: 8).enumerated() {
                var bytes = sound
                let place = value.load(UInt32.self, at: 0)
                let span = round % 3 == 0 ? bytes.count : min(9000, bytes.count)
                let offset = Int(place) % span
                bytes[round % 3 == 1 ? offset : bytes.count - 1 - offset] ^= max(1, value[4])
                seal(&bytes)
                let result = Result { try problems(of: bytes, in: folder) }
                if case .success([]) = result { continue }
                noticed += 1
            }
            #expect(noticed > 0)
        }
    }

    @Test(
        "a configuration of a codec that no kernel takes is refused",
        arguments: [
            (Compression.zstd(), 1155, UInt8(11), "a Zstandard window of 2^21 bytes"),
            (.zstd(), 1155, 255, "a Zstandard window of 2^265 bytes"),
            (.zstd(), 1154, 1, "another form of Zstandard compression"),
            (.zstd(), 1152, 1, "another form of Zstandard compression"),
            (.lzma(), 1157, 255, "an LZMA dictionary of 4278222848 bytes"),
            (.lzma(), 1155, 0, "an LZMA dictionary of 0 bytes"),
            (.lzma(), 1158, 1, "another form of LZMA compression"),
            (.zstd(), 1108, 16, "the unknown codec 4"),
        ]
    )
    func configuration(
        compression: Compression,
        offset: Int,
        value: UInt8,
        feature: String
    ) async throws {
        try await withTemporaryFolder { folder in
            var bytes = try image(compression, in: folder)
            bytes[offset] = value
            seal(&bytes)
            #expect(throws: ReaderError.unsupported(feature)) {
                try problems(of: bytes, in: folder)
            }
        }
    }

    @Test("a file of a codec that the image does not announce is damaged")
    func unannounced() async throws {
        try await withTemporaryFolder { folder in
            var bytes = try image(.zstd(), in: folder)
            // LZMA takes the longer configuration, whose bytes are zeros and the record's.
            bytes[1108] = 2
            bytes.store([14, 0, 0, 16, 0, 0, 0, 0], at: 1152)
            seal(&bytes)
            let problems = try problems(of: bytes, in: folder)
            #expect(!problems.isEmpty)
            for problem in problems {
                guard case .corrupt(_, .index) = problem.error else {
                    Issue.record("\(problem)")
                    continue
                }
            }
        }
    }

    @Test("a frame with a window beyond the announced one is not inflated")
    func window() async throws {
        try await withTemporaryFolder { folder in
            var bytes = try image(.zstd(level: 3, clusterSize: 65536), in: folder)
            let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
            var count = 0
            for offset in 4096..<(bytes.count - 6)
            where Array(bytes[offset..<(offset + 4)]) == magic {
                // Neither a content size nor a single segment, and the largest window there is.
                bytes.store([0x00, 0xff], at: offset + 4)
                count += 1
            }
            try #require(count > 0)
            let problems = try problems(of: bytes, in: folder)
            #expect(problems.count == count)
        }
    }

    @Test(
        "flipped bits in clusters never crash the reader",
        arguments: compressions.filter { $0 != .none }
    )
    func clusters(compression: Compression) async throws {
        try await withTemporaryFolder { folder in
            let sound = try image(compression, in: folder)
            var noticed = 0
            for value in SampleContent.noise(3200, seed: 5).chunks(of: 8) {
                var bytes = sound
                let place = Int(value.load(UInt32.self, at: 0))
                bytes[4096 + place % (bytes.count - 4096)] ^= 1 << (value[4] & 7)
                noticed += try problems(of: bytes, in: folder).isEmpty ? 0 : 1
            }
            #expect(noticed > 0)
        }
    }

    @Test("damage to compressed content is noticed", arguments: compressions.filter { $0 != .none })
    func content(compression: Compression) async throws {
        try await withTemporaryFolder { folder in
            var bytes = try image(compression, in: folder)
            let block = bytes.index(after: 4096)
            for offset in block..<(block + 3000) { bytes[offset] = 0xff }
            let problems = try problems(of: bytes, in: folder)
            #expect(!problems.isEmpty)
            #expect(problems.allSatisfy { !$0.description.isEmpty })
        }
    }
}

extension Array {
    fileprivate func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count - size + 1, by: size).map { Array(self[$0..<($0 + size)]) }
    }
}

import EROFS
import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct DeterminismTests {
    private static let compressions: [Compression] = [
        .none, .lz4(), .lz4hc(level: 4, clusterSize: 65536), .lzma(level: 1, clusterSize: 65536),
        .zstd(level: 2), .zstd(level: 5, clusterSize: 65536),
    ]

    @Test("threads do not change a byte", arguments: compressions)
    func threads(compression: Compression) async throws {
        try await withTemporaryFolder { folder in
            let files = SampleTree.all.filter { $0.name != SampleTree.special.name }.flatMap(
                \.files
            )
            let tree = SampleTree(name: "everything", files: files)
            var images: [Data] = []
            for (index, threads) in [1, 2, 5, 2].enumerated() {
                let path = folder.appending("image-\(index)")
                let options = WriterOptions(compression: compression, threads: threads)
                try tree.write(to: path, options)
                images.append(try Data(contentsOf: URL(fileURLWithPath: path.string)))
            }
            for image in images.dropFirst() { #expect(image == images[0]) }
        }
    }

    @Test("a leftover in the output file does not matter")
    func leftover() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending("image")
            try SampleTree.small.write(to: path, .init())
            let expected = try Data(contentsOf: URL(fileURLWithPath: path.string))
            try Data(SampleContent.noise(1 << 20)).write(to: URL(fileURLWithPath: path.string))
            let file = try FileDescriptor.open(path, .readWrite)
            try file.closeAfter {
                let writer = try Writer(output: file)
                for entry in SampleTree.small.files { try SampleTree.small.add(entry, to: writer) }
                _ = try writer.finish()
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path.string)) == expected)
        }
    }

    @Test("the layout of a plain image is fixed")
    func golden() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending("image")
            try SampleTree.small.write(to: path, .init())
            let output = try await Command.run("sha256sum", path.string).check()
            // A change here means other bytes for the same input: raise `BuildRecord`'s writer version.
            #expect(
                output.hasPrefix("91a21024593def980bd014b318e67f0d6bb20092e4c2255ac0172029ce715cf6")
            )
        }
    }

    @Test("the identifier follows the content", arguments: compressions)
    func identifier(compression: Compression) async throws {
        try await withTemporaryFolder { folder in
            let options = WriterOptions(compression: compression)
            let one = try SampleTree.small.write(to: folder.appending("one"), options)
            var files = SampleTree.small.files
            files[2].content[0] = 0x20
            let other = try SampleTree(name: "other", files: files)
                .write(to: folder.appending("other"), options)
            #expect(one.uuid != other.uuid)
            let fixed = try #require(VolumeID(bytes: Array(1...16)))
            let given = try SampleTree.small.write(
                to: folder.appending("given"),
                .init(compression: compression, uuid: fixed)
            )
            #expect(given.uuid == fixed)
        }
    }
}

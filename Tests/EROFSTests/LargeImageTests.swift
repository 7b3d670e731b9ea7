import EROFS
import SystemPackage
import TestSupport
import Testing

@Suite struct LargeImageTests {
    private static let zeros = [UInt8](repeating: 0, count: 4 << 20)
    private static let end = SampleContent.text(100_000)
    private static let start = UInt64(zeros.count) * 1025
    private static let size = start + UInt64(end.count)

    private func writeLargeFile(to path: FilePath) throws {
        let file = try FileDescriptor.open(
            path,
            .readWrite,
            options: .create,
            permissions: .ownerReadWrite
        )
        try file.closeAfter {
            let writer = try Writer(
                output: file,
                options: .init(compression: .lz4(clusterSize: 65536))
            )
            try writer.addFile(
                ImagePath("large"),
                metadata: Metadata(permissions: 0o600),
                size: Self.size
            ) { sink in
                for _ in 0..<1025 { try sink.write(Self.zeros) }
                try sink.write(Self.end)
            }
            #expect(try writer.finish().contentSize == Self.size)
        }
    }

    @Test("a file of more than 4 GiB is read at its end")
    func fourGigabytes() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending("image")
            try writeLargeFile(to: path)
            try withReader(path) { reader in
                let inode = try reader.lookup(ImagePath("large"))
                #expect(inode.size == Self.size)
                #expect(try reader.read(inode, at: Self.start, count: 1 << 20) == Self.end)
                let before = try reader.read(inode, at: Self.start - 10, count: 10)
                #expect(before == [UInt8](repeating: 0, count: 10))
                #expect(try reader.read(inode, at: Self.size, count: 10) == [])
            }
        }
    }

    @Test(
        "the kernel reads the end of a file of more than 4 GiB",
        .enabled(if: Judges.mount, Judges.needsMount)
    )
    func fourGigabytesMounted() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending("image")
            try writeLargeFile(to: path)
            let tail = try await Judges.withMount(of: path, at: folder.appending("mounted")) {
                let file = try FileDescriptor.open($0.appending("large"), .readOnly)
                return try file.closeAfter {
                    try [UInt8](unsafeUninitializedCapacity: Self.end.count) { buffer, count in
                        count = try file.read(
                            fromAbsoluteOffset: Int64(Self.start),
                            into: UnsafeMutableRawBufferPointer(buffer)
                        )
                    }
                }
            }
            #expect(tail == Self.end)
        }
    }

    /// More inodes with tails than the writer keeps in memory, and links to those written early.
    @Test(
        "inodes are written before the end without harm",
        .enabled(if: Judges.fsck, Judges.needsFsck)
    )
    func earlyInodes() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending("image")
            var files = (0..<9000).map {
                SampleFile(
                    path: "d\($0 % 7)/f\($0)",
                    content: [UInt8](repeating: UInt8($0 & 255), count: 2100),
                    attributes: [.init(name: "user.kind", value: [UInt8($0 % 3)])]
                )
            }
            files += (0..<50).map { SampleFile(path: "link\($0)", linkedTo: "d0/f0") }
            let tree = SampleTree(name: "many", files: files)
            try tree.write(to: path, .init(timestamps: .kept(buildTime: .epoch)))
            try await Judges.check(path)
            try withReader(path) { reader in
                #expect(reader.check() == [])
                #expect(try reader.lookup(ImagePath("d0/f0")).links == 51)
                expectSame(try reader.facts(), tree.facts)
            }
        }
    }
}

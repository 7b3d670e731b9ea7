import EROFS
import SystemPackage
import TestSupport
import Testing

@testable import Building

/// Images are read again, and compared with what went in.
@Suite("Read-back")
struct ReadBackTests {
    private static let newest = Timestamp(seconds: 1_000)

    private static func tree(_ change: (inout Tree) throws -> Void = { _ in }) throws -> Tree {
        var tree = Tree()
        let file = Metadata(permissions: 0o755, owner: 1, group: 2, modified: newest)
        try tree.write(
            Array(repeating: 65, count: 100_000),
            to: "/usr/bin/tool",
            metadata: file,
            origin: "a test"
        )
        try tree.write([66, 67], to: "/usr/share/small", metadata: file, origin: "a test")
        let link = TreeEntry(
            kind: .symlink(target: "tool"),
            metadata: Metadata(permissions: 0o777),
            origin: "a test"
        )
        try tree.add(link, at: "/usr/bin/link")
        try change(&tree)
        return tree
    }

    /// Writes one tree, and compares the image with another.
    private static func compare(_ written: Tree, with expected: Tree) async throws {
        try await withTemporaryFolder { folder in
            let image = try FileDescriptor.open(
                folder.appending("image"),
                .readWrite,
                options: .create,
                permissions: .ownerReadWrite
            )
            defer { try? image.close() }
            let options = WriterOptions(
                compression: .lz4(clusterSize: 65_536),
                timestamps: .clamped(to: newest)
            )
            let writer = try ImageWriter(written, packages: [], output: image, options: options)
            _ = try writer.write { _ in }
            try await ReadBack(of: image, against: expected, newest: newest).check()
        }
    }

    @Test("An image of the tree passes")
    func same() async throws {
        try await Self.compare(Self.tree(), with: Self.tree())
    }

    struct Difference: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout Tree) throws -> Void
    }

    private static func changing(
        _ name: String,
        _ path: String,
        _ body: @escaping @Sendable (inout TreeEntry) -> Void
    ) -> Difference {
        Difference(testDescription: name) { tree in
            var entry = try #require(tree.entries[path])
            body(&entry)
            tree.replace(path, with: entry)
        }
    }

    static let differences = [
        changing("permissions", "/usr/bin/tool") { $0.metadata.permissions = 0o4755 },
        changing("owner", "/usr/bin/tool") { $0.metadata.owner = 0 },
        changing("group", "/usr/share/small") { $0.metadata.group = 0 },
        changing("time", "/usr/share/small") { $0.metadata.modified = .epoch },
        changing("a link's target", "/usr/bin/link") { $0.kind = .symlink(target: "other") },
        changing("kind", "/usr/bin/link") { $0.kind = .directory },
        changing("an attribute", "/usr/bin") {
            $0.metadata.attributes = [ExtendedAttribute(name: "user.x", value: [1])]
        },
        Difference(testDescription: "an attribute of the root") { tree in
            let label = ExtendedAttribute(name: "security.selinux", value: [1])
            tree.replace(
                "/",
                with: TreeEntry(
                    kind: .directory,
                    metadata: Metadata(permissions: 0o755, attributes: [label]),
                    origin: "a test"
                )
            )
        },
        Difference(testDescription: "a file that is missing") { tree in
            try tree.write(
                [],
                to: "/usr/bin/more",
                metadata: Metadata(permissions: 0o644),
                origin: "a test"
            )
        },
        Difference(testDescription: "a file too many") { _ = $0.take("/usr/share/small") },
        Difference(testDescription: "content") { tree in
            let metadata = try #require(tree.entries["/usr/share/small"]).metadata
            try tree.write([66, 68], to: "/usr/share/small", metadata: metadata, origin: "a test")
        },
    ]

    @Test("What differs is found", arguments: differences)
    func different(_ difference: Difference) async throws {
        await #expect(throws: ReadBackError.self) {
            try await Self.compare(Self.tree(), with: Self.tree(difference.change))
        }
    }

    @Test(
        "Digests of every length that rpm writes",
        arguments: [
            ("md5", "900150983cd24fb0d6963f7d28e17f72"),
            ("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "sha384",
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
            ),
            (
                "sha512",
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
            ),
        ]
    )
    func digests(_ algorithm: String, _ hex: String) throws {
        var digest = try #require(NamedDigest(hex: hex))
        let text: [UInt8] = [97, 98, 99]
        digest.update(text.span.bytes)
        #expect(digest.isRight)
        digest.update(text.span.bytes)
        #expect(!digest.isRight)
    }
}

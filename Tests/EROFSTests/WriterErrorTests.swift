import EROFS
import SystemPackage
import TestSupport
import Testing

@Suite struct WriterErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let error: WriterError
        let act: @Sendable (Writer) throws -> Void
    }

    private static let plain = Metadata(permissions: 0o644)

    private static func path(_ text: String) -> ImagePath {
        // Only called with paths that are valid; an invalid one shows as the root and fails the test.
        (try? ImagePath(text)) ?? .root
    }

    static let cases: [Case] = [
        Case(testDescription: "file twice", error: .duplicate(path("a"))) {
            try $0.addFile(path("a"), metadata: plain, content: [])
            try $0.addFile(path("a"), metadata: plain, content: [])
        },
        Case(testDescription: "directory twice", error: .duplicate(path("a"))) {
            try $0.addDirectory(path("a"), metadata: plain)
            try $0.addDirectory(path("a"), metadata: plain)
        },
        Case(testDescription: "directory over file", error: .duplicate(path("a"))) {
            try $0.addFile(path("a"), metadata: plain, content: [])
            try $0.addDirectory(path("a"), metadata: plain)
        },
        Case(testDescription: "file below file", error: .parentIsNotADirectory(path("a/b"))) {
            try $0.addFile(path("a"), metadata: plain, content: [])
            try $0.addFile(path("a/b"), metadata: plain, content: [])
        },
        Case(testDescription: "file as root", error: .rootIsADirectory) {
            try $0.addFile(.root, metadata: plain, content: [])
        },
        Case(
            testDescription: "device against the options",
            error: .specialFilesRefused(path("null"), .characterDevice)
        ) {
            try $0.addSpecialFile(path("null"), kind: .characterDevice, metadata: plain)
        },
        Case(testDescription: "empty target", error: .badLinkTarget(path("l"))) {
            try $0.addSymbolicLink(path("l"), target: [], metadata: plain)
        },
        Case(testDescription: "long target", error: .badLinkTarget(path("l"))) {
            try $0.addSymbolicLink(
                path("l"),
                target: [UInt8](repeating: 97, count: 4096),
                metadata: plain
            )
        },
        Case(testDescription: "file type in the mode", error: .badPermissions(path("a"), 0o100644))
        {
            try $0.addFile(path("a"), metadata: Metadata(permissions: 0o100644), content: [])
        },
        Case(
            testDescription: "attribute of an unknown namespace",
            error: .unsupportedAttribute(path("a"), "btrfs.compression")
        ) {
            let attribute = ExtendedAttribute(name: "btrfs.compression", value: [])
            try $0.addFile(
                path("a"),
                metadata: Metadata(permissions: 0, attributes: [attribute]),
                content: []
            )
        },
        Case(testDescription: "attribute twice", error: .duplicateAttribute(path("a"), "x")) {
            let attribute = ExtendedAttribute(name: "user.x", value: [])
            try $0.addFile(
                path("a"),
                metadata: Metadata(permissions: 0, attributes: [attribute, attribute]),
                content: []
            )
        },
        Case(testDescription: "too many attributes", error: .attributesTooLarge(path("a"))) {
            let attributes = (0..<5).map {
                ExtendedAttribute(name: "user.\($0)", value: [UInt8](repeating: 1, count: 60_000))
            }
            try $0.addFile(
                path("a"),
                metadata: Metadata(permissions: 0, attributes: attributes),
                content: []
            )
        },
        Case(
            testDescription: "link to nothing",
            error: .linkTargetMissing(path("l"), target: path("x"))
        ) {
            try $0.addHardLink(path("l"), to: path("x"))
            _ = try $0.finish()
        },
        Case(
            testDescription: "link to a directory",
            error: .linkToDirectory(path("l"), target: path("d"))
        ) {
            try $0.addDirectory(path("d"), metadata: plain)
            try $0.addHardLink(path("l"), to: path("d"))
            _ = try $0.finish()
        },
        Case(
            testDescription: "too little content",
            error: .wrongSize(path("a"), declared: 10, given: 3)
        ) {
            try $0.addFile(path("a"), metadata: plain, size: 10) { try $0.write([1, 2, 3]) }
        },
        Case(
            testDescription: "too much content",
            error: .wrongSize(path("a"), declared: 2, given: 3)
        ) {
            try $0.addFile(path("a"), metadata: plain, size: 2) { try $0.write([1, 2, 3]) }
        },
        Case(testDescription: "file after the end", error: .alreadyFinished) {
            _ = try $0.finish()
            try $0.addFile(path("a"), metadata: plain, content: [])
        },
    ]

    @Test("a mistake is an error that names the file", arguments: cases)
    func mistakes(mistake: Case) async throws {
        try await withTemporaryFolder { folder in
            let file = try FileDescriptor.open(
                folder.appending("image"),
                .readWrite,
                options: .create,
                permissions: .ownerReadWrite
            )
            try file.closeAfter {
                let writer = try Writer(output: file)
                #expect(throws: mistake.error) { try mistake.act(writer) }
                #expect(!mistake.error.description.isEmpty)
            }
        }
    }

    @Test(
        "options are checked",
        arguments: [
            (WriterOptions(compression: .lz4(clusterSize: 5000)), WriterError.badClusterSize(5000)),
            (WriterOptions(compression: .lz4(clusterSize: 2 << 20)), .badClusterSize(2 << 20)),
            (WriterOptions(compression: .lz4hc(level: 13)), .badLevel(13, allowed: 1...12)),
            (WriterOptions(compression: .lzma(level: 10)), .badLevel(10, allowed: 0...9)),
            (WriterOptions(compression: .zstd(level: 0)), .badLevel(0, allowed: 1...22)),
            (WriterOptions(compression: .zstd(level: 23)), .badLevel(23, allowed: 1...22)),
            (WriterOptions(compression: .zstd(clusterSize: 3 << 12)), .badClusterSize(3 << 12)),
            (WriterOptions(volumeName: "seventeen letters"), .badVolumeName("seventeen letters")),
            (WriterOptions(threads: 0), .badThreadCount(0)),
        ]
    )
    func options(options: WriterOptions, error: WriterError) {
        #expect(throws: error) { try Writer(output: .standardOutput, options: options) }
    }

    @Test("a full disk is an error", .enabled(if: Judges.full, "needs /dev/full"))
    func fullDisk() throws {
        let file = try FileDescriptor.open("/dev/full", .readWrite)
        try file.closeAfter {
            let writer = try Writer(output: file)
            try writer.addFile(Self.path("a"), metadata: Self.plain, content: [1])
            #expect(throws: WriterError.output(.noSpace)) { try writer.finish() }
        }
    }

    @Test(
        "paths cannot lead out",
        arguments: [
            ("../x", PathError.dots("../x")), ("a/../b", .dots("a/../b")),
            ("a/./b", .dots("a/./b")), ("a//b", .emptyName("a//b")),
            ("a\0b", .containsNUL("a\0b")), ("", .emptyName("")),
        ]
    )
    func paths(text: String, error: PathError) {
        #expect(throws: error) { try ImagePath(text) }
    }

    @Test(
        "paths are taken as packages spell them",
        arguments: ["/usr/a", "./usr/a", "usr/a", "usr/a/"]
    )
    func spellings(text: String) throws {
        #expect(try ImagePath(text).description == "/usr/a")
    }
}

import ELF
import EROFS
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building

/// Bases as builds see them: read once, kept as documents.
@Suite("Bases and their documents")
struct BaseTests {
    private static func copy(to folder: FilePath) async throws -> FilePath {
        let base = folder.appending("base")
        try await Command.run("cp", "-a", FixtureFolder.appending("base").string, base.string)
            .check()
        return base
    }

    @Test("The document says of every file what the base has")
    func files() async throws {
        try await withTemporaryFolder { folder in
            let root = try FixtureFolder.appending("base")
            let files = try BaseCache(folder).base(root).document.files()
            let script = """
                cd "$1"
                find usr -type f -exec sha256sum -z {} +
                """
            let sums = try await Command.run("sh", "-c", script, "sh", root.string).check()
            let lines = sums.split(separator: "\0")
            #expect(lines.count > 1000)
            for line in lines {
                // Digits, two blanks, the path.
                let parts = [String(line.prefix(64)), "/" + line.dropFirst(66)]
                guard case .file(_, let checksum)? = files[parts[1]]?.kind else {
                    Issue.record("\(parts[1]) is missing")
                    continue
                }
                #expect(checksum?.hex == parts.first, "\(parts[1])")
            }
            #expect(files["/bin"]?.kind == .symlink(target: "usr/bin"))
            #expect(files["/usr/lib"]?.kind == .directory)
            #expect(files["/var/lib/dpkg"] == nil)
            #expect(BaseFiles(decoding: files.encoded) == files)
        }
    }

    @Test("The same base has the same document, wherever it is; a changed one has another")
    func identity() async throws {
        try await withTemporaryFolder { folder in
            let copy = try await Self.copy(to: folder)
            let cache = try BaseCache(folder.appending("cache"))
            let first = try cache.base(FixtureFolder.appending("base"))
            #expect(try cache.base(copy).digest == first.digest)
            let tool = copy.appending("usr/bin/new-tool")
            try DemoCatalogue.write("one", to: tool)
            let changed = try cache.base(copy)
            #expect(changed.digest != first.digest)
            try DemoCatalogue.write("two", to: tool)
            #expect(try cache.base(copy).digest != changed.digest)
        }
    }

    @Test("A build needs the document only, and gives the same image")
    func documentAlone() async throws {
        try await withTemporaryFolder { folder in
            let copy = try await Self.copy(to: folder)
            let document = folder.appending("there/fixture.base")
            let base = try BaseCache(folder.appending("other")).base(copy)
            try base.document.copy(to: document)
            try await Command.run("rm", "-r", copy.string).check()
            let catalogue = DemoCatalogue(folder: folder, namesRepository: false)
            let lines = "packages: [htop]"
            let fromDocument = try await catalogue.build("htop", lines, base: document)
            let fromFolder = try await catalogue.build("htop", lines)
            #expect(fromDocument.checksum == fromFolder.checksum)
        }
    }

    @Test("Libraries are known by what they provide")
    func libraries() async throws {
        try await withTemporaryFolder { folder in
            let base = try BaseCache(folder).base(FixtureFolder.appending("base"))
            let library = try base.document.libraries().first { $0.facts.soname == "libc.so.6" }
            let found = try #require(library)
            #expect(found.facts.definedVersions.contains("GLIBC_2.2.5"))
            #expect(base.facts.architecture == .current)
            #expect(base.facts.systemd?.hasPrefix("25") == true)
        }
    }

    static let lengths = [0, 1, 1023, 1024, 1151, 1300, 4095, 4096, 8192]

    @Test("A document that was cut off is refused", arguments: lengths)
    func truncated(length: Int) async throws {
        try await withTemporaryFolder { folder in
            let cache = try BaseCache(folder.appending("cache"))
            let document = try cache.base(FixtureFolder.appending("base")).document.path
            let cut = folder.appending("cut.base")
            try await Command.run("cp", document.string, cut.string).check()
            try await Command.run("truncate", "-s", "\(length)", cut.string).check()
            #expect(throws: BaseError.self) { _ = try cache.base(cut) }
        }
    }

    static let kernels: [(String, [String], [String])] = [
        ("no kernel", [], []),
        (
            "all",
            ["CONFIG_EROFS_FS_ZIP=y\nCONFIG_EROFS_FS_ZIP_LZMA=y\nCONFIG_EROFS_FS_ZIP_ZSTD=y\n"],
            ["lz4", "lzma", "zstd"]
        ),
        (
            "built without", ["CONFIG_EROFS_FS_ZIP=y\n# CONFIG_EROFS_FS_ZIP_ZSTD is not set\n"],
            ["lz4"]
        ),
        (
            "what both have",
            [
                "CONFIG_EROFS_FS_ZIP=y\nCONFIG_EROFS_FS_ZIP_ZSTD=y",
                "CONFIG_EROFS_FS_ZIP=y\nCONFIG_EROFS_FS_ZIP_LZMA=y",
            ],
            ["lz4"]
        ),
    ]

    @Test("Codecs are those that every kernel has", arguments: kernels)
    func codecs(_ name: String, _ configurations: [String], _ expected: [String]) {
        #expect(KernelCodecs(configurations: configurations).names == expected, "\(name)")
    }

    @Test("A base whose kernel has Zstandard gets smaller images")
    func standardCompression() async throws {
        try await withTemporaryFolder { folder in
            let copy = try await Self.copy(to: folder)
            let cache = try BaseCache(folder.appending("cache"))
            let plain = try cache.base(copy).standardCompression
            #expect(plain == .lz4hc(level: 12, clusterSize: 65_536))
            let script = """
                mkdir -p "$1/usr/lib/modules/6.15.0"
                printf 'CONFIG_EROFS_FS_ZIP=y\\nCONFIG_EROFS_FS_ZIP_ZSTD=y\\n' >"$1/usr/lib/modules/6.15.0/config"
                """
            try await Command.run("sh", "-ec", script, "sh", copy.string).check()
            let base = try cache.base(copy)
            #expect(base.standardCompression == .zstd(level: 9, clusterSize: 65_536))
            #expect(base.facts.kernel == "6.15.0")
        }
    }

    @Test("An image of before is looked through again when the base is another one")
    func gatesUnchangedImages() async throws {
        try await withTemporaryFolder { folder in
            let copy = try await Self.copy(to: folder)
            let catalogue = DemoCatalogue(folder: folder)
            let lines = "packages: [htop]"
            let first = try await catalogue.build("htop", lines, base: copy)
            #expect(first.isNew)
            let same = try await catalogue.build("htop", lines, base: copy)
            #expect(!same.isNew)
            // The same content, but the base has the file now, and another one.
            try DemoCatalogue.write("other", to: copy.appending("usr/bin/htop"))
            let error = await #expect(throws: GateError.self) {
                try await catalogue.build("htop", lines, base: copy)
            }
            #expect("\(String(describing: error))".contains("/usr/bin/htop"))
        }
    }
}

import Archive
import SystemPackage
import TestSupport
import Testing

@Suite("Archives", .enabled(if: Command.exists("python3"), "python3 is not installed"))
struct ArchiveTests {
    static let kinds = ["tar", "tar.gz", "tar.xz", "tar.bz2", "tar.zst", "zip"]

    /// Makes an archive of `tool/` with a program, a text, an empty folder, a link and a second name.
    private static func make(_ kind: String, in folder: FilePath) async throws -> FilePath {
        let script = """
            set -e; cd "$1"; mkdir -p tool/empty tool/doc; printf 'program\\0' >tool/run; chmod 755 tool/run
            printf 'read me\\n' >tool/doc/README; ln -s ../run tool/doc/link; ln tool/run tool/again
            case $2 in
            zip) python3 -c 'import shutil; shutil.make_archive("a", "zip", ".", "tool")' ;;
            *) tar -caf "a.$2" tool ;;
            esac
            """
        try await Command.run("sh", "-c", script, "sh", folder.string, kind).check()
        return folder.appending("a.\(kind)")
    }

    @Test("Each kind is listed and read as it was made", arguments: kinds)
    func read(_ kind: String) async throws {
        try await withTemporaryFolder { folder in
            let path = try await Self.make(kind, in: folder)
            let listing = try ArchiveListing(path, name: "a.\(kind)")
            for entry in listing.entries { try listing.check(entry) }
            let names = Set(listing.entries.map(\.path))
            #expect(names.isSuperset(of: ["tool/run", "tool/doc/README", "tool/again"]))
            let reader = try ArchiveReader.opening(path, name: "a.\(kind)")
            var texts: [String: String] = [:]
            while let entry = try reader.next() {
                guard case .file = entry.kind else {
                    try reader.skip(entry)
                    continue
                }
                var bytes: [UInt8] = []
                try reader.forEachChunk { bytes += $0 }
                texts[entry.path] = String(decoding: bytes, as: UTF8.self)
                // `shutil` keeps modes, and `tar` does.
                if entry.path == "tool/run" { #expect(entry.isExecutable) }
            }
            #expect(texts["tool/doc/README"] == "read me\n")
            #expect(texts["tool/run"] == "program\0" || texts["tool/again"] == "program\0")
        }
    }

    @Test("A single compressed file is an archive of one file", arguments: ["gzip", "xz", "zstd"])
    func single(_ program: String) async throws {
        try await withTemporaryFolder { folder in
            let suffix = ["gzip": "gz", "zstd": "zst"][program] ?? program
            let script = "printf hello >\"$1/tool\"; \(program) -q \"$1/tool\""
            try await Command.run("sh", "-c", script, "sh", folder.string).check()
            let name = "tool.\(suffix)"
            let reader = try ArchiveReader.opening(folder.appending(name), name: name)
            let entry = try #require(try reader.next())
            #expect(entry.path == "tool")
            var bytes: [UInt8] = []
            try reader.forEachChunk { bytes += $0 }
            #expect(String(decoding: bytes, as: UTF8.self) == "hello")
            #expect(try reader.next() == nil)
        }
    }

    struct Bad: CustomTestStringConvertible, Sendable {
        let name: String
        let python: String
        let expected: @Sendable (ArchiveError) -> Bool
        var testDescription: String { name }
    }

    private static let tar = "import io, tarfile; t = tarfile.open('a', 'w'); T = tarfile.TarInfo\n"

    static let bad = [
        Bad(name: "a name that goes up", python: tar + "t.addfile(T('x/../../etc/passwd'))") {
            if case .badName = $0 { true } else { false }
        },
        Bad(name: "a whole path", python: tar + "t.addfile(T('/etc/passwd'))") {
            if case .badName = $0 { true } else { false }
        },
        Bad(name: "a control character", python: tar + "t.addfile(T('a\\x1b[2J'))") {
            if case .badName = $0 { true } else { false }
        },
        Bad(
            name: "a link that goes up",
            python: tar
                + "i = T('x/l'); i.type = tarfile.SYMTYPE; i.linkname = '../../y'; t.addfile(i)"
        ) {
            if case .badLink = $0 { true } else { false }
        },
        Bad(
            name: "a whole link",
            python: tar
                + "i = T('l'); i.type = tarfile.SYMTYPE; i.linkname = '/etc/shadow'; t.addfile(i)"
        ) {
            if case .badLink = $0 { true } else { false }
        },
        Bad(
            name: "another name of what is outside",
            python: tar
                + "i = T('l'); i.type = tarfile.LNKTYPE; i.linkname = '../shadow'; t.addfile(i)"
        ) {
            if case .badLink = $0 { true } else { false }
        },
        Bad(
            name: "another name of what is not there",
            python: tar + "i = T('l'); i.type = tarfile.LNKTYPE; i.linkname = 'no'; t.addfile(i)"
        ) {
            if case .badLink = $0 { true } else { false }
        },
        Bad(name: "a device", python: tar + "i = T('d'); i.type = tarfile.CHRTYPE; t.addfile(i)") {
            if case .specialFile = $0 { true } else { false }
        },
        Bad(name: "a pipe", python: tar + "i = T('d'); i.type = tarfile.FIFOTYPE; t.addfile(i)") {
            if case .specialFile = $0 { true } else { false }
        },
        Bad(name: "two of one name", python: tar + "t.addfile(T('a')); t.addfile(T('a'))") {
            if case .duplicate = $0 { true } else { false }
        },
        Bad(
            name: "more entries than allowed",
            python: tar + "[t.addfile(T(f'f{n}')) for n in range(101)]"
        ) {
            if case .tooManyEntries(_, limit: 100) = $0 { true } else { false }
        },
        Bad(
            name: "a bomb in gzip",
            python:
                "import gzip; f = gzip.open('a', 'w'); [f.write(b'x' * (1 << 20)) for _ in range(64)]"
        ) {
            if case .tooLarge = $0 { true } else { false }
        },
        Bad(
            name: "a bomb in zip",
            python: """
                import zipfile
                z = zipfile.ZipFile('a', 'w', zipfile.ZIP_DEFLATED); z.writestr('zeros', bytes(64 << 20))
                """
        ) {
            if case .tooLarge = $0 { true } else { false }
        },
        Bad(
            name: "a tar that says to be huge",
            python:
                "import tarfile; i = tarfile.TarInfo('x'); i.size = 1 << 60; open('a', 'wb').write(i.tobuf())"
        ) {
            if case .tooLarge = $0 { true } else { false }
        },
        Bad(name: "a text", python: "open('a', 'w').write('this is no archive\\n' * 99)") {
            if case .unknownFormat = $0 { true } else { false }
        },
        Bad(
            name: "a tar cut short",
            python: """
                import io, tarfile
                b = io.BytesIO(); t = tarfile.open('x', 'w:gz', b); i = tarfile.TarInfo('f'); i.size = 1 << 20
                import os; t.addfile(i, io.BytesIO(os.urandom(1 << 20))); t.close()
                open('a', 'wb').write(b.getvalue()[:200000])
                """
        ) {
            if case .unreadable = $0 { true } else { false }
        },
    ]

    @Test("What leads out, or is more than allowed, is refused", arguments: bad)
    func refused(_ example: Bad) async throws {
        try await withTemporaryFolder { folder in
            let script =
                "import os, sys; os.chdir(sys.argv[1])\n\(example.python)\n"
                + "try: t.close()\nexcept NameError: pass\n"
            try await Command.run("python3", "-c", script, folder.string).check()
            let error = #expect(throws: ArchiveError.self) {
                let limits = ArchiveLimits(entries: 100, fileSize: 8 << 20, totalSize: 16 << 20)
                let path = folder.appending("a")
                let listing = try ArchiveListing(path, name: "a", limits: limits)
                for entry in listing.entries { try listing.check(entry) }
            }
            #expect(error.map(example.expected) == true, "\(String(describing: error))")
        }
    }

    @Test("gzip reads what is packed here, and the bytes are always the same")
    func packing() async throws {
        try await withTemporaryFolder { folder in
            let content = Array(String(repeating: "manual page\n", count: 999).utf8)
            let packed = try Gzip.packed(content)
            #expect(packed == (try Gzip.packed(content)))
            #expect(packed[4..<8].allSatisfy { $0 == 0 })
            let path = folder.appending("x.gz")
            let file = try FileDescriptor.open(
                path,
                .writeOnly,
                options: .create,
                permissions: .ownerReadWrite
            )
            try file.closeAfter { _ = try file.writeAll(packed) }
            let text = try await Command.run("gzip", "-dc", path.string).check()
            #expect(Array(text.utf8) == content)
            #expect(try Gzip.packed([]).count > 10)
        }
    }
}

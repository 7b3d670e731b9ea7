import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// Metadata that is made to harm whoever reads it.
struct HostileMetadataTests {
    private static let bomb = """
        <?xml version="1.0"?>
        <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">\
        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>

        """

    /// The sentence of the error when a repository with these records is loaded, asked and told to look for a path.
    private func failure(_ records: [TinyRepository.Record]) async throws -> String? {
        try await withScratch { scratch in
            try TinyRepository.write(records, in: scratch)
            do {
                var index = try await PackageIndex.load(
                    repositories: [RepositorySource(id: "r")],
                    base: nil,
                    architecture: .x86_64,
                    cache: nil,
                    fetch: FolderFetch(["r": scratch]).fetch
                )
                _ = try await index.advisories(
                    of: [
                        NEVRA(
                            name: "a",
                            evr: EVR(version: "2", release: "1"),
                            architecture: "x86_64"
                        )
                    ]
                )
                _ = try await index.resolve(PackageRequest(packages: ["/no/such/path"]))
                return nil
            } catch let error as RepositoryError {
                return error.description
            } catch is ResolutionError {
                return nil
            }
        }
    }

    private static let primary = TinyPackage.primary([TinyPackage("a")])

    private static func records(_ kind: String, _ text: String) -> [TinyRepository.Record] {
        let record = TinyRepository.Record(kind: kind, name: "\(kind).xml", bytes: Array(text.utf8))
        guard kind != "primary" else { return [record] }
        return [.init(kind: "primary", name: "primary.xml", bytes: Array(primary.utf8)), record]
    }

    static let documents = [
        ("primary", primary),
        ("filelists", "<filelists><package pkgid=\"1\"></package></filelists>"),
        ("updateinfo", "<updates><update type=\"security\"><id>X</id></update></updates>"),
    ]

    @Test(arguments: documents) func aSoundDocumentIsTaken(
        _ kind: String,
        text: String
    ) async throws {
        #expect(try await failure(Self.records(kind, text)) == nil)
    }

    @Test(arguments: documents) func aDocumentTypeIsRefused(
        _ kind: String,
        text: String
    ) async throws {
        let sentence = try await failure(Self.records(kind, Self.bomb + text))
        #expect(
            sentence
                == "'repodata/\(kind).xml' of repository 'r' is malformed: it has a document type, which metadata has not"
        )
    }

    @Test(arguments: documents) func endlessNestingIsRefused(
        _ kind: String,
        text: String
    ) async throws {
        let root = kind == "primary" ? "<metadata>" : ""
        let deep = root + String(repeating: "<package>", count: 100_000)
        let sentence = try await failure(Self.records(kind, deep))
        #expect(sentence?.contains("deeper than 64 levels") == true, "\(sentence ?? "")")
    }

    @Test(arguments: documents) func anEndlessAttributeIsRefused(
        _ kind: String,
        text: String
    ) async throws {
        let root = kind == "primary" ? "<metadata>" : ""
        let long = root + "<package name=\"" + String(repeating: "x", count: 20 << 20) + "\"/>"
        let sentence = try await failure(Self.records(kind, long))
        #expect(sentence?.contains("longer than 1048576 bytes") == true, "\(sentence ?? "")")
    }

    @Test(arguments: documents) func whatIsLongerThanTheIndexSaysIsRefused(
        _ kind: String,
        text: String
    ) async throws {
        var records = Self.records(kind, text)
        records[records.count - 1].extra = "<open-size>\(text.utf8.count - 1)</open-size>"
        let sentence = try await failure(records)
        #expect(
            sentence?.hasSuffix("it has more than \(text.utf8.count - 1) bytes when it is unpacked")
                == true
        )
        records[records.count - 1].extra = "<open-size>\(text.utf8.count)</open-size>"
        #expect(try await failure(records) == nil)
    }

    @Test(
        Needs.program("gzip"),
        Needs.program("xz"),
        Needs.program("zstd"),
        arguments: [("gzip", "gz"), ("xz", "xz"), ("zstd", "zst")]
    ) func aBombIsStoppedBeforeItIsUnpacked(_ program: String, suffix: String) async throws {
        try await withScratch { scratch in
            // Short elements: no part of it is too long, and nothing of it is kept.
            let script = """
                cd "$1" && element="<x>$(printf %9000s '')</x>"
                { printf '<metadata>'; yes "$element" | head -c 200000000; } >bomb && \(program) -q bomb
                """
            _ = try await output("sh", "-c", script, "sh", scratch.string)
            let packed = try Data(contentsOf: URL(filePath: scratch.string + "/bomb.\(suffix)"))
            let record = TinyRepository.Record(
                kind: "primary",
                name: "primary.xml.\(suffix)",
                bytes: Array(packed)
            )
            let sentence = try await failure([record])
            #expect(
                sentence?.contains("it has more than 67108864 bytes") == true,
                "\(sentence ?? "")"
            )
        }
    }

    @Test(arguments: [
        "../a.rpm", "/etc/a.rpm", "a/../../a.rpm", "file:///etc/a.rpm", "https://example.org/a.rpm",
        "a//b.rpm", "./a.rpm", "a\u{1b}[0m.rpm", "",
    ]) func aPackageOutsideOfItsRepositoryIsRefused(_ location: String) async throws {
        try await withScratch { scratch in
            let text = Self.primary.replacing(
                "href=\"a-1-1.x86_64.rpm\"",
                with: "href=\"\(location)\""
            )
            let error = try await refusal(of: text, in: scratch)
            guard case .badLocation(let package, "r", location)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(package.name == "a")
            #expect(error?.kind == .verification)
        }
    }

    @Test(arguments: ["md5", "sha", "sha1", "crc32", ""])
    func aPackageThatIsProvenByNothingGoodIsRefused(_ algorithm: String) async throws {
        try await withScratch { scratch in
            let text = Self.primary.replacing("type=\"sha256\"", with: "type=\"\(algorithm)\"")
            guard case .weakChecksum? = try await refusal(of: text, in: scratch) else {
                Issue.record("the package was taken")
                return
            }
        }
    }

    private func refusal(of text: String, in folder: FilePath) async throws -> ResolutionError? {
        try TinyRepository.write(Array(text.utf8), as: "primary.xml", in: folder)
        var index = try await PackageIndex.load(
            repositories: [RepositorySource(id: "r")],
            base: nil,
            architecture: .x86_64,
            cache: nil,
            fetch: FolderFetch(["r": folder]).fetch
        )
        do {
            _ = try await index.resolve(PackageRequest(packages: ["a"]))
            return nil
        } catch let error as ResolutionError {
            return error
        }
    }

    @Test func packagesThatNeedEachOtherComeTogether() async throws {
        try await withScratch { scratch in
            try TinyRepository.write(
                [
                    TinyPackage("a", requires: ["b", "(c if a)"]),
                    TinyPackage("b", requires: ["c"]),
                    TinyPackage("c", requires: ["a", "c"]),
                ],
                in: scratch
            )
            var index = try await PackageIndex.load(
                repositories: [RepositorySource(id: "r")],
                base: nil,
                architecture: .x86_64,
                cache: nil,
                fetch: FolderFetch(["r": scratch]).fetch
            )
            let plan = try await index.resolve(PackageRequest(packages: ["a"]))
            #expect(plan.packages.map(\.nevra.name) == ["a", "b", "c"])
            for package in plan.packages {
                #expect(plan.chain(to: package).first?.nevra.name == "a")
            }
        }
    }

    @Test func aBrokenRichDependencyIsNobodys() async throws {
        try await withScratch { scratch in
            try TinyRepository.write(
                [TinyPackage("a", requires: ["(b or"]), TinyPackage("b")],
                in: scratch
            )
            var index = try await PackageIndex.load(
                repositories: [RepositorySource(id: "r")],
                base: nil,
                architecture: .x86_64,
                cache: nil,
                fetch: FolderFetch(["r": scratch]).fetch
            )
            do {
                _ = try await index.resolve(PackageRequest(packages: ["a"]))
                Issue.record("a plan was made")
            } catch let error as ResolutionError {
                #expect(error.description.contains("'a' needs '(b or', which nothing provides"))
            }
        }
    }
}

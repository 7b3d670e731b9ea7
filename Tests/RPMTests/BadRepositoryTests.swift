import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// What happens with repositories, bases and requests that are not as they should be.
struct BadRepositoryTests {
    private func load(
        _ folder: FilePath,
        base: BaseDatabase? = nil
    ) async throws -> PackageIndex {
        let fetch = FolderFetch(["bad": folder])
        return try await PackageIndex.load(
            repositories: [RepositorySource(id: "bad")],
            base: base,
            architecture: .x86_64,
            cache: nil,
            fetch: fetch.fetch
        )
    }

    /// The error's sentence when loading fails, or nothing.
    private func failure(_ folder: FilePath) async -> String? {
        do {
            _ = try await load(folder)
            return nil
        } catch let error as RepositoryError {
            return error.description
        } catch {
            return "no RepositoryError: \(error)"
        }
    }

    @Test(Needs.fixtures) func aTruncatedPrimaryIsNamed() async throws {
        let sentence = try #require(await failure(Samples.fixture("repo-bad/truncated")))
        #expect(sentence.contains("primary"))
        #expect(sentence.contains("of repository 'bad'"))
    }

    @Test(Needs.fixtures) func anIndexThatIsNoXMLIsNamed() async throws {
        let sentence = try #require(await failure(Samples.fixture("repo-bad/malformed")))
        #expect(sentence.hasPrefix("'repodata/repomd.xml' of repository 'bad' is malformed: "))
    }

    @Test func aMissingIndexIsNamed() async throws {
        let sentence = try #require(await failure("/nonexistent"))
        #expect(sentence == "cannot read 'repodata/repomd.xml' of repository 'bad'")
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let find: String
        let replacement: String
        let sentence: String
    }

    static let changes = [
        Change(
            testDescription: "wrong checksum",
            find: "130494033cb9bffa40828ebc814d016920d9ce5d60041467af283ffcf38adef0</checksum>",
            replacement:
                "230494033cb9bffa40828ebc814d016920d9ce5d60041467af283ffcf38adef0</checksum>",
            sentence: "has the checksum sha256:1304940"
        ),
        Change(
            testDescription: "wrong size",
            find: "<size>1063488</size>",
            replacement: "<size>1063487</size>",
            sentence: "has 1063488 bytes instead of 1063487"
        ),
        Change(
            testDescription: "weak checksum",
            find:
                "<checksum type=\"sha256\">130494033cb9bffa40828ebc814d016920d9ce5d60041467af283ffcf38adef0",
            replacement: "<checksum type=\"sha\">da39a3ee5e6b4b0d3255bfef95601890afd80709",
            sentence: "proves its 'primary' metadata only by sha1"
        ),
        Change(
            testDescription: "escaping path",
            find: "<location href=\"repodata/13049",
            replacement: "<location href=\"../../repodata/13049",
            sentence: "which lies outside of it"
        ),
        Change(
            testDescription: "no primary",
            find: "type=\"primary\"",
            replacement: "type=\"secondary\"",
            sentence: "repository 'bad' has no 'primary' metadata"
        ),
        Change(
            testDescription: "two files of one kind",
            find: "type=\"filelists\"",
            replacement: "type=\"primary\"",
            sentence: "repository 'bad' has 'primary' metadata twice"
        ),
    ]

    @Test(Needs.data, arguments: changes) func anIndexThatLiesIsRefused(
        _ change: Change
    ) async throws {
        try await withScratch { scratch in
            let copy = scratch.appending("repository")
            try FileManager.default.copyItem(
                atPath: Samples.data("centos-stream-9-baseos").string,
                toPath: copy.string
            )
            let index = copy.appending(MetadataFile.indexPath).string
            var text = try String(contentsOfFile: index, encoding: .utf8)
            #expect(text.contains(change.find))
            text = text.replacing(change.find, with: change.replacement)
            try FileManager.default.removeItem(atPath: index)
            try Data(text.utf8).write(to: URL(filePath: index))
            let sentence = try #require(await failure(copy))
            #expect(sentence.contains(change.sentence))
        }
    }

    /// Metadata whose checksums fit, so that only parsing can find the fault.
    @Test(
        arguments: [
            ("garbage", ".xml", Array("this is no XML".utf8)),
            ("an empty file", ".xml", []),
            (
                "half a document", ".xml",
                Array("<metadata packages=\"1\"><package type=\"rpm\">".utf8)
            ),
            ("garbage that should be packed", ".xml.gz", Array("this is no gzip".utf8)),
            ("garbage that should be packed", ".xml.zst", Array("this is no zstd".utf8)),
            ("an unknown packing", ".xml.lz99", Array("?".utf8)),
        ]) func metadataThatCannotBeParsedIsNamed(
            _ what: String,
            suffix: String,
            bytes: [UInt8]
        ) async throws
    {
        try await withScratch { scratch in
            try TinyRepository.write(bytes, as: "primary\(suffix)", in: scratch)
            let sentence = try #require(await failure(scratch), "\(what) was accepted")
            #expect(sentence.contains("'repodata/primary\(suffix)' of repository 'bad'"))
        }
    }

    @Test(
        Needs.fixtures,
        arguments: [
            (
                "missing", ["veneer-missing"],
                "'veneer-missing' needs 'nobody-provides-this >= 2', which nothing provides"
            ),
            ("conflict", ["veneer-conflict"], "'veneer-conflict' conflicts with 'coreutils-9"),
            (
                "newer", ["veneer-newer"],
                "'veneer-newer' needs 'coreutils >= 99', but the base has 'coreutils-9"
            ),
            (
                "rivals", ["veneer-left", "veneer-right"],
                "'veneer-left' conflicts with 'veneer-right-1"
            ),
        ]
    ) func aConflictIsExplained(_ fault: String, packages: [String], sentence: String) async throws
    {
        let base = try BaseDatabase(root: Samples.fixture("base"))
        var index = try await load(Samples.fixture("repo-bad/\(fault)"), base: base)
        do {
            _ = try await index.resolve(PackageRequest(packages: packages))
            Issue.record("a plan was made")
        } catch let error as ResolutionError {
            guard case .conflict(let problems) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(problems.contains { $0.description.hasPrefix(sentence) }, "\(problems)")
            #expect(error.description.count < 300, "\(error)")
        }
    }
}

import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// Repositories whose metadata must be signed (`repo_gpgcheck`).
@Suite(Needs.fixtures) struct MetadataSignatureTests {
    private func load(_ folder: FilePath, key: String) async throws {
        let keyring = try Keyring(files: [Samples.fixture("keys/\(key).asc")])
        let fetch = FolderFetch(["r": folder])
        _ = try await PackageIndex.load(
            repositories: [RepositorySource(id: "r", metadataKeyring: keyring)],
            base: nil,
            architecture: .x86_64,
            cache: nil,
            fetch: fetch.fetch
        )
    }

    /// What the error says when a copy of the repository with some change is loaded.
    private func refusal(
        key: String = "fixtures",
        change: (FilePath) throws -> Void = { _ in }
    ) async throws -> String? {
        try await withScratch { scratch in
            let copy = scratch.appending("repodata")
            try FileManager.default.copyItem(
                atPath: Samples.fixture("repo/repodata").string,
                toPath: copy.string
            )
            try change(copy)
            do {
                try await load(scratch, key: key)
                return nil
            } catch RepositoryError.badSignature(_, let detail) {
                return detail
            }
        }
    }

    @Test func aSignatureByATrustedKeyIsAccepted() async throws {
        #expect(try await refusal() == nil)
    }

    @Test func anotherKeyIsRefused() async throws {
        let id = try Keyring(files: [Samples.fixture("keys/fixtures.asc")]).keys[0].id
        #expect(try await refusal(key: "stranger") == "the key \(id) is not trusted for it")
    }

    @Test func anIndexThatWasChangedIsRefused() async throws {
        let detail = try await refusal { folder in
            let index = folder.appending("repomd.xml").string
            let text = try String(contentsOfFile: index, encoding: .utf8)
            try Data((text + "\n").utf8).write(to: URL(filePath: index))
        }
        #expect(detail?.hasPrefix("the signature by the key ") == true)
        #expect(detail?.hasSuffix(" is wrong") == true)
    }

    @Test(arguments: ["", "no signature", "-----BEGIN PGP SIGNATURE-----\n\nAAAA\n=AAAA\n"])
    func rubbishIsRefused(_ text: String) async throws {
        let detail = try await refusal { folder in
            try Data(text.utf8).write(to: URL(filePath: folder.appending("repomd.xml.asc").string))
        }
        #expect(detail == "there is no signature that can be read")
    }

    @Test func aMissingSignatureIsAnError() async throws {
        await #expect(throws: RepositoryError.self) {
            try await load(Samples.fixture("repo-xz"), key: "fixtures")
        }
    }
}

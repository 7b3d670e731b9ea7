import Files
import Model
import SystemPackage
import TUF
import TestSupport
import Testing
import Transfer

@testable import Publishing

/// Keys that were replaced, and keys of extensions' own: what clients are left with.
struct KeyChangeTests {
    private static let now = PublishTests.now

    /// The keys of a publisher, who replaces them.
    private struct Owner {
        let root = SigningKey()
        let online = SigningKey()
        var targets = SigningKey()
        var roots: [RepositoryKeys.SignedRoot] = []

        init() throws { try signRoot() }

        mutating func signRoot() throws {
            let all = ["root": root, "targets": targets, "snapshot": online, "timestamp": online]
            let document = Root(
                version: Int64(roots.count + 1),
                expires: now + 365 * PublishTests.day,
                keys: KeyTable([root, online, targets].map(\.publicKey)),
                roles: all.mapValues {
                    RoleKeys(keyIDs: [$0.publicKey.identifier], threshold: 1)
                }
            )
            let text = try Envelope(signing: document.signed, with: root).text
            roots.append(.init(bytes: Array(text.utf8), document: document))
        }

        /// The online key alone, as a machine has it that signs every day.
        var onlineKeys: RepositoryKeys {
            RepositoryKeys(roots: roots, keys: [online], place: "keys")
        }

        func keys(_ own: [ExtensionName: SigningKey] = [:]) -> RepositoryKeys {
            RepositoryKeys(roots: roots, keys: [targets, online], extensions: own, place: "keys")
        }
    }

    private struct FolderMetadata: MetadataSource {
        let folder: Folder

        func metadata(named name: String, limit: Int) async throws -> [UInt8]? {
            try folder.readIfPresent(name, limit: limit)
        }
    }

    /// What a client that begins with the first root is given.
    private func read(
        _ repository: FilePath,
        _ owner: Owner,
        _ name: String
    ) async throws -> Targets {
        let store = try Folder.making(repository.removingLastComponent().appending("client"))
        var updater = try Updater(
            root: owner.roots[0].bytes,
            source: FolderMetadata(folder: Folder(repository.appending("metadata"))),
            store: FolderTrustStore(store),
            now: Self.now
        )
        try await updater.refresh()
        return try await updater.role(named: "extension-\(name)")
    }

    private func publish(
        _ images: FilePath?,
        _ repository: FilePath,
        _ keys: RepositoryKeys,
        now: Int64 = now
    ) async throws -> PublishReport {
        try await Publisher(options: PublishOptions(keys: keys, now: now), progress: nil)
            .publish(images, to: FolderDestination(repository))
    }

    @Test func `a targets key that was replaced signs nothing any more`() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            var owner = try Owner()
            try SampleImage().write(to: images)
            _ = try await publish(images, repository, owner.keys())
            #expect(try await read(repository, owner, "htop").version == 1)
            owner.targets = SigningKey()
            try owner.signRoot()
            #expect(try await publish(nil, repository, owner.keys()).isRenewed)
            let state = try await StateReader(
                destination: FolderDestination(repository),
                roots: owner.roots.map(\.document)
            ).read()
            let roles = state.targets?.document.delegations?.roles ?? []
            let identifier = owner.targets.publicKey.identifier
            #expect(roles.map(\.signers.keyIDs) == [[identifier]])
            #expect(try await read(repository, owner, "htop").version == 2)
            try SampleImage(version: "3.5.0-1").write(to: images)
            _ = try await publish(images, repository, owner.keys())
            #expect(try await read(repository, owner, "htop").targets.count == 2)
        }
    }

    @Test func `an extension's own key signs its list, and nobody else's does`() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            let owner = try Owner()
            let own = [try #require(ExtensionName("htop")): SigningKey()]
            try SampleImage().write(to: images)
            _ = try await publish(images, repository, owner.keys(own))
            #expect(try await read(repository, owner, "htop").targets.count == 1)
            // Others can be published without it.
            let others = path.appending("others")
            try SampleImage(name: "jq", version: "1.8-1", units: []).write(to: others)
            _ = try await publish(others, repository, owner.keys())
            #expect(try await read(repository, owner, "jq").targets.count == 1)
            // Its own list cannot.
            let before = try await PublishTests.files(repository)
            try SampleImage(version: "3.5.0-1").write(to: images)
            let error = await #expect(throws: PublishError.self) {
                _ = try await publish(images, repository, owner.keys())
            }
            guard case .noSigner("extension-htop", _, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try await PublishTests.files(repository) == before)
            _ = try await publish(images, repository, owner.keys(own))
            #expect(try await read(repository, owner, "htop").targets.count == 2)
        }
    }

    @Test func `the online key alone keeps a repository alive until the targets expire`()
        async throws
    {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            let owner = try Owner()
            try SampleImage().write(to: images)
            _ = try await publish(images, repository, owner.keys())
            let day = PublishTests.day
            let report = try await publish(
                nil,
                repository,
                owner.onlineKeys,
                now: Self.now + 60 * day
            )
            #expect(report.isRenewed && report.expires == Self.now + 67 * day)
            await #expect(throws: PublishError.self) {
                _ = try await publish(nil, repository, owner.onlineKeys, now: Self.now + 91 * day)
            }
        }
    }
}

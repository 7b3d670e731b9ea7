import Files
import Glibc
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing
import Transfer

@testable import Publishing

/// What systemd-sysupdate needs of a repository, assertion by assertion, over a folder that was published for it.
@Suite(.enabled(if: OpenPGPHome.isPossible, Comment(rawValue: OpenPGPHome.needs)))
struct SysupdateTests {
    /// A repository that was published with a signature.
    struct Published: Sendable {
        static let names = ["htop", "jq", "kubernetes-1.35"]

        let folder: FilePath
        let repository: FilePath
        let signer: OpenPGPSigner
        let now = Int64(time(nil))

        func publish(
            to destination: (any Destination)? = nil,
            signed: Bool = true,
            withdrawals: [String: String] = [:]
        ) async throws -> PublishReport {
            var options = PublishOptions(
                keys: PublishTests.keys,
                url: "http://example.org/x",
                now: PublishTests.now
            )
            options.sysupdateSigner = signed ? signer : nil
            options.withdrawals = withdrawals
            return try await Publisher(options: options, progress: nil).publish(
                folder.appending("images"),
                to: destination ?? FolderDestination(repository)
            )
        }

        func text(_ name: String) throws -> String {
            let folder = try Folder(repository.appending(name).removingLastComponent())
            let bytes = try folder.read(FilePath(name).lastComponent?.string ?? "", limit: 1 << 20)
            return String(decoding: bytes, as: UTF8.self)
        }

        var lists: [String] { ["SHA256SUMS"] + Self.names.map { "\($0)/SHA256SUMS" } }

        /// The names in an extension's list, with the date's.
        func listed(_ name: String) throws -> [String] {
            try text("\(name)/SHA256SUMS").split(separator: "\n").map { String($0.dropFirst(66)) }
        }
    }

    static func with(_ body: (Published) async throws -> Void) async throws {
        try await OpenPGPHome.with { home in
            let key = try #require(OpenPGPFingerprint(try await home.makeKey("publisher")))
            let signer = try await OpenPGPSigner(key, environment: home.environment)
            try await withTemporaryFolder { path in
                let images = path.appending("images")
                try SampleImage().write(to: images)
                try SampleImage(version: "3.10.0-1").write(to: images)
                try SampleImage(name: "jq", version: "1.8-1", units: []).write(to: images)
                try SampleImage(name: "kubernetes-1.35", version: "1.35.0-1", units: [])
                    .write(to: images)
                let published = Published(
                    folder: path,
                    repository: path.appending("repository"),
                    signer: signer
                )
                _ = try await published.publish()
                try await body(published)
            }
        }
    }

    @Test func `16, 17, 30: file names need no quoting, and versions have every systemd's letters`()
        async throws
    {
        try await Self.with { published in
            for name in Published.names {
                for file in try published.listed(name).dropLast() {
                    let match = file.wholeMatch(of: /([A-Za-z0-9.\-]+)-12-x86-64\.raw/)
                    #expect(match?.1.hasPrefix(name + "-") == true, "\(file)")
                }
            }
        }
    }

    @Test func `24: each line of a list is as systemd reads it`() async throws {
        try await Self.with { published in
            for list in published.lists {
                let text = try published.text(list)
                #expect(text.hasSuffix("\n") && !text.contains("\n\n"))
                for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
                {
                    #expect(line.wholeMatch(of: /[0-9a-f]{64} \*[A-Za-z0-9.\/\-]+/) != nil)
                    #expect(list == "SHA256SUMS" || !line.contains("/"))
                }
            }
        }
    }

    @Test(.enabled(if: Command.exists("sha256sum"), "needs sha256sum"))
    func `25: the digests are those of the files`() async throws {
        try await Self.with { published in
            for list in published.lists {
                let folder = published.repository.appending(list).removingLastComponent()
                let check = "cd '\(folder)' && sha256sum --strict --ignore-missing -c SHA256SUMS"
                let said = try await Command.run("sh", "-e", "-c", check).check()
                let images = try published.text(list).split(separator: "\n").count - 1
                #expect(said.split(separator: "\n").count == images)
            }
        }
    }

    @Test func `27: each list is signed, binary, and gpgv takes it`() async throws {
        try await Self.with { published in
            for list in published.lists {
                let path = published.repository.appending(list).string
                let keyring = published.repository.appending("import-pubring.pgp").string
                try await Command.run("gpgv", "--keyring", keyring, path + ".gpg", path).check()
            }
            #expect(
                try published.text("import-pubring.gpg") == published.text("import-pubring.pgp")
            )
        }
    }

    @Test func `12, 32: images are not compressed as a whole`() async throws {
        try await Self.with { published in
            let folder = try Folder(published.repository.appending("htop"))
            for entry in try folder.entries() where entry.name.hasSuffix(".raw") {
                let start = try folder.read(entry.name, limit: 1 << 24).prefix(6)
                #expect(start.allSatisfy { $0 == 0 })
            }
        }
    }

    @Test func `35: both definitions have equal content, of keys that systemd knows`() async throws
    {
        let known: Set<Substring> = [
            "Verify", "Type", "Path", "MatchPattern", "InstancesMax", "CurrentSymlink", "Mode",
        ]
        try await Self.with { published in
            for name in Published.names {
                let text = try published.text("\(name).transfer")
                #expect(try published.text("\(name).conf") == text)
                #expect(text.contains("\nVerify=yes\n"))
                for line in text.split(separator: "\n") where !"#[".contains(line.first ?? "#") {
                    #expect(known.contains(line.prefix { $0 != "=" }))
                }
            }
        }
    }

    /// The newest systemd-sysupdate, on the published folder itself.
    private static let newest = FixtureFolder.checkout.appending("Fixtures/peers").string
    private static let hasNewest =
        FixtureFolder.isRoot
        && (FixtureFolder.path.map {
            isReadable($0.appending("peers/usr/lib/systemd/systemd-sysupdate"))
        } ?? false)

    @Test(.enabled(if: hasNewest, "needs root and the peers (Fixtures/peers create)"))
    func
        `26, 36: the newest systemd-sysupdate lists what is published, and no list with a blank line`()
        async throws
    {
        try await Self.with { published in
            let definitions = try Folder.making(published.folder.appending("definitions"))
            // There is no server, and no release of that system to expand.
            let text = try published.text("htop.transfer")
                .split(separator: "http://example.org/x").joined(
                    separator: "file://\(published.repository)"
                )
                .split(separator: "%w").joined(separator: "12")
                .split(separator: "%a").joined(separator: "x86-64")
            try definitions.write(Array(text.utf8), to: "htop.transfer")
            let list = [
                "run", "--", "/usr/lib/systemd/systemd-sysupdate", "--verify=no", "--json=short",
                "--definitions=\(definitions.path)", "list",
            ]
            let said = try await Command.run(Self.newest, list).check()
            #expect(said.contains(#""all":["3.10.0-1","3.4.1-1"]"#))
            let folder = try Folder(published.repository.appending("htop"))
            let sums = try published.text("htop/SHA256SUMS")
            try folder.write(Array((sums + "\n").utf8), to: "SHA256SUMS")
            #expect(try await Command.run(Self.newest, list).status == 1)
        }
    }

    @Test func `29: a signature is written just before its list, after all images`() async throws {
        try await Self.with { published in
            let again = published.folder.appending("again")
            let recorder = Recorder(FolderDestination(again))
            _ = try await published.publish(to: recorder)
            let names = recorder.names.withLock { $0 }
            let image = try #require(names.lastIndex { $0.hasSuffix(".raw") })
            for list in published.lists {
                let place = try #require(names.firstIndex(of: list))
                #expect(names[place - 1] == list + ".gpg" && place > image)
            }
            #expect(names.last == "metadata/timestamp.json")
        }
    }

    @Test func `the same published again changes no byte, and writes nothing`() async throws {
        try await Self.with { published in
            let files = try await PublishTests.files(published.repository)
            let recorder = Recorder(FolderDestination(published.repository))
            _ = try await published.publish(to: recorder)
            #expect(try await PublishTests.files(published.repository) == files)
            #expect(recorder.names.withLock { $0 }.isEmpty)
        }
    }

    @Test func `what is signed is not published to without the key`() async throws {
        try await Self.with { published in
            let files = try await PublishTests.files(published.repository)
            let error = await #expect(throws: PublishError.self) {
                try await published.publish(signed: false)
            }
            guard case .noSysupdateKey = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try await PublishTests.files(published.repository) == files)
        }
    }

    @Test func `withdrawn images are not listed`() async throws {
        try await Self.with { published in
            let image = "htop/htop-3.10.0-1-12-x86-64.raw"
            _ = try await published.publish(withdrawals: [image: "it loses data"])
            let names = try published.listed("htop")
            #expect(names.count == 2 && names[0] == "htop-3.4.1-1-12-x86-64.raw")
            #expect(try !published.text("SHA256SUMS").contains(image))
        }
    }
}

/// A destination that remembers what was written, in order.
private final class Recorder: Destination {
    private let destination: any Destination
    let names = Mutex<[String]>([])

    init(_ destination: any Destination) { self.destination = destination }

    var description: String { destination.description }
    func lock() async throws -> Bool { try await destination.lock() }
    func read(_ name: String, limit: Int) async throws -> StoredObject? {
        try await destination.read(name, limit: limit)
    }
    func entry(_ name: String) async throws -> ObjectEntry? { try await destination.entry(name) }
    func list(_ prefix: String) async throws -> [String] { try await destination.list(prefix) }
    func create(_ name: String, _ content: ObjectContent) async throws -> Bool {
        let isNew = try await destination.create(name, content)
        if isNew { names.withLock { $0.append(name) } }
        return isNew
    }
    func replace(_ name: String, with bytes: [UInt8], over tag: String?) async throws -> Bool {
        names.withLock { $0.append(name) }
        return try await destination.replace(name, with: bytes, over: tag)
    }
    func remove(_ name: String) async throws {
        names.withLock { $0.append(name) }
        try await destination.remove(name)
    }
}

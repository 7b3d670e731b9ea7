import Crypto
import Files
import Foundation
import Model
import Synchronization
import SystemPackage
import TUF
import TestSupport
import Testing
import Transfer

@testable import Publishing

/// Clients that look all the time, while publishers are killed at random points: they see the old state or the new one.
@Suite(
    "A repository under clients that poll",
    .enabled(if: BuiltProgram.isThere, "needs the built program")
)
struct PollTests {
    private static let publications = 50
    private static let leastPolls = 1000

    /// How far it is.
    private final class Progress: Sendable {
        let killed = Atomic(0)
        let isOver = Atomic(false)
    }

    @Test("1,000 polls during 50 publications, each killed at a random point")
    func polls() async throws {
        try await withTemporaryFolder { path in
            let repository = path.appending("repository")
            let keys = try KeyFolder.generate(
                at: path.appending("keys"),
                now: Int64(Date().timeIntervalSince1970)
            )
            try await publish(1, path, killedAfter: nil)
            let progress = Progress()
            _ = try await withWebServer(repository, scratch: path) { url in
                try await TransferClient.with { client in
                    let poller = Poller(url: url, root: keys.roots[0].bytes, client: client)
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask {
                            for count in 2...Self.publications + 1 {
                                // From before the program has begun to after it has ended.
                                let delay = Double.random(in: 0.005...0.25)
                                if try await !publish(count, path, killedAfter: delay) {
                                    progress.killed.add(1, ordering: .sequentiallyConsistent)
                                }
                            }
                            progress.isOver.store(true, ordering: .sequentiallyConsistent)
                        }
                        group.addTask {
                            var done = 0
                            while done < Self.leastPolls
                                || !progress.isOver.load(ordering: .sequentiallyConsistent)
                            {
                                try await poller.poll(isNew: done.isMultiple(of: 10))
                                done += 1
                            }
                        }
                        try await group.waitForAll()
                    }
                    try await publish(Self.publications + 1, path, killedAfter: nil)
                    try await poller.poll(isNew: true)
                    #expect(poller.newest == Self.publications + 1)
                }
            }
            #expect(
                progress.killed.load(ordering: .sequentiallyConsistent) > 5,
                "the kills have to hit"
            )
        }
    }

    /// Publishes one more image, or kills the publisher after some seconds; gives whether it ended by itself.
    @discardableResult
    private func publish(
        _ count: Int,
        _ path: FilePath,
        killedAfter delay: Double?
    ) async throws -> Bool {
        let images = path.appending("images")
        try SampleImage(version: "\(count)-1", content: "version \(count)").write(to: images)
        let arguments = [
            BuiltProgram.path.string, "publish", images.string, "--to",
            path.appending("repository").string, "--keys", path.appending("keys").string,
            "--url", "http://example.org",
        ]
        guard let delay else {
            try await Command.run(arguments[0], Array(arguments.dropFirst())).check()
            return true
        }
        let result = try await Command.run(
            "timeout",
            ["--signal=KILL", String(format: "%.3f", delay)] + arguments
        )
        if result.status == 0 { return true }
        #expect(result.status == 137 || result.status == 9, "\(result.errors)")
        return false
    }
}

/// A client that checks whatever it sees.
private final class Poller: Sendable {
    private let url: String
    private let root: [UInt8]
    private let client: TransferClient
    private let store = MemoryTrustStore()
    private let seen = Mutex(0)

    init(url: String, root: [UInt8], client: TransferClient) {
        self.url = url
        self.root = root
        self.client = client
    }

    /// The highest version that was seen.
    var newest: Int { seen.withLock { $0 } }

    /// Brings a client up to date, and fetches the newest image and the list for other programs; a new client knows nothing but the root.
    func poll(isNew: Bool) async throws {
        var updater = try Updater(
            root: root,
            source: RemoteMetadata(Location("\(url)/metadata"), client),
            store: isNew ? MemoryTrustStore() : store,
            now: Int64(Date().timeIntervalSince1970)
        )
        try await updater.refresh()
        let role = try await updater.role(named: "extension-htop")
        let images = try role.targets.map { try PublishedImage(path: $0.key, $0.value) }
        let versions = Set(images.map(\.version.text))
        // A state is all images up to one of them.
        #expect(versions == Set((1...images.count).map { "\($0)-1" }))
        let last = seen.withLock { seen in
            defer { seen = max(seen, images.count) }
            return seen
        }
        #expect(images.count >= last, "a state that is gone came back")
        let newest = try #require(images.max { $0.version < $1.version })
        let bytes = try await client.fetch(Location("\(url)/\(newest.path)"), limit: 1 << 20)
        #expect(Checksum(SHA256.hash(data: bytes)) == newest.checksum)
        try await pollList(atLeast: last)
    }

    /// What the list for other programs names is there.
    private func pollList(atLeast last: Int) async throws {
        let list = try await client.fetch(Location("\(url)/htop/SHA256SUMS"), limit: 1 << 20)
        let lines = String(decoding: list, as: UTF8.self).split(separator: "\n")
            // No file stands behind the day until which the list is good.
            .filter { !$0.contains(" *BEST-BEFORE-") }
        #expect(lines.count >= last)
        guard let line = lines.randomElement() else { return }
        let bytes = try await client.fetch(
            Location("\(url)/htop/\(line.dropFirst(66))"),
            limit: 1 << 20
        )
        #expect(Checksum(SHA256.hash(data: bytes)).hex == line.prefix(64))
    }
}

private final class MemoryTrustStore: TrustStore {
    private let files = Mutex<[String: [UInt8]]>([:])

    func read(_ name: String) throws -> [UInt8]? { files.withLock { $0[name] } }

    func write(_ bytes: [UInt8], named name: String) throws {
        files.withLock { $0[name] = bytes }
    }

    func remove(_ name: String) throws { files.withLock { $0[name] = nil } }
}

import Files
import Crypto
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Transfer

struct DownloadTests {
    private static let body = String(repeating: "0123456789abcdef", count: 512)

    private static func expectation(
        _ text: String = body,
        size: Int64? = Int64(body.utf8.count)
    ) -> Transfer.Expectation {
        Expectation(size: size, digest: .sha256(Array(SHA256.hash(data: Array(text.utf8)))))
    }

    private static func download(
        _ url: String,
        into folder: Folder,
        _ expectation: Transfer.Expectation = expectation(),
        progress: ProgressHandler? = nil
    ) async throws -> VerifiedFile {
        try await TransferClient.with(
            retries: FetchTests.quick,
            timeouts: FetchTests.timeouts,
            progress: progress
        ) { client in
            try await client.download(
                try Location(url),
                into: folder,
                expecting: expectation,
                task: ProgressTask("downloading", unit: .bytes)
            )
        }
    }

    @Test
    func keepsWhatIsExpected() async throws {
        let server = try ScriptedServer([ScriptedServer.answer(body: Self.body)])
        try await withTemporaryFolder { path in
            let folder = try Folder(path)
            let file = try await Self.download(server.url("file"), into: folder)
            let pending = try folder.entries().map(\.name)
            #expect(pending.count == 1 && pending.allSatisfy(PendingFile.isName))
            try file.commit(as: "image.raw")
            #expect(try folder.entries().map(\.name) == ["image.raw"])
            #expect(try folder.read("image.raw", limit: 1 << 20) == Array(Self.body.utf8))
            #expect(file.size == Int64(Self.body.utf8.count))
        }
    }

    @Test
    func knowsSHA512() async throws {
        let server = try ScriptedServer([ScriptedServer.answer(body: Self.body)])
        let hex = Hexadecimal.text(SHA512.hash(data: Array(Self.body.utf8)))
        let digest = try #require(ContentDigest(algorithm: "sha512", hex: hex))
        try await withTemporaryFolder { path in
            let file = try await Self.download(
                server.url("file"),
                into: try Folder(path),
                .init(size: nil, digest: digest)
            )
            #expect(file.digest == digest)
        }
        #expect(ContentDigest(algorithm: "sha1", hex: String(repeating: "0", count: 40)) == nil)
        #expect(ContentDigest(algorithm: "sha256", hex: hex) == nil)
    }

    @Test(arguments: [
        ("other bytes", String(body.dropLast()) + "X"), ("fewer", String(body.dropLast(10))),
        ("more", body + "!"), ("none", ""),
    ])
    func refuses(_ name: String, _ sent: String) async throws {
        let plain = ScriptedServer.answer(body: sent)
        // Without a length the client learns only from the bytes.
        let open = ScriptedServer.Step.send([
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", sent,
        ])
        for step in [plain, open] {
            let server = try ScriptedServer([step])
            try await withTemporaryFolder { path in
                let folder = try Folder(path)
                let error = await #expect(throws: TransferError.self) {
                    try await Self.download(server.url("file"), into: folder)
                }
                #expect(error?.kind == .verification, "\(error?.description ?? "")")
                #expect(try folder.entries().isEmpty)
            }
        }
    }

    @Test
    func goesOnWhereItWas() async throws {
        let half = String(Self.body.prefix(4000))
        let rest = String(Self.body.dropFirst(4000))
        let total = Self.body.utf8.count
        let server = try ScriptedServer([
            ScriptedServer.answer("200 OK", ["ETag: \"one\""], body: half, length: total),
            ScriptedServer.answer(
                "206 Partial Content",
                ["ETag: \"one\"", "Content-Range: bytes 4000-\(total - 1)/\(total)"],
                body: rest
            ),
        ])
        let events = Mutex<[ProgressEvent]>([])
        try await withTemporaryFolder { path in
            let folder = try Folder(path)
            let file = try await Self.download(server.url("file"), into: folder) { event in
                events.withLock { $0.append(event) }
            }
            try file.commit(as: "image.raw")
            #expect(try folder.read("image.raw", limit: 1 << 20) == Array(Self.body.utf8))
        }
        #expect(server.requests.last?.contains("Range: bytes=4000-\r\n") == true)
        #expect(server.requests.last?.contains("If-Range: \"one\"\r\n") == true)
        try Self.checkProgress(events.withLock { $0 })
    }

    @Test
    func startsAgainWhenTheFileHasChanged() async throws {
        let server = try ScriptedServer([
            ScriptedServer.answer(
                "200 OK",
                ["ETag: \"one\""],
                body: String(repeating: "x", count: 5000),
                length: Self.body.utf8.count
            ),
            ScriptedServer.answer("200 OK", ["ETag: \"two\""], body: Self.body),
        ])
        let events = Mutex<[ProgressEvent]>([])
        try await withTemporaryFolder { path in
            let folder = try Folder(path)
            let file = try await Self.download(server.url("file"), into: folder) { event in
                events.withLock { $0.append(event) }
            }
            try file.commit(as: "image.raw")
            #expect(try folder.read("image.raw", limit: 1 << 20) == Array(Self.body.utf8))
        }
        try Self.checkProgress(events.withLock { $0 })
    }

    @Test
    func readsFiles() async throws {
        try await withTemporaryFolder { path in
            let folder = try Folder(path)
            try folder.write(Array(Self.body.utf8), to: "source")
            let file = try await Self.download("file://\(path.string)/source", into: folder)
            try file.commit(as: "target")
            #expect(try folder.read("target", limit: 1 << 20) == Array(Self.body.utf8))
        }
    }

    /// One begin, one end, and amounts that add up to the whole.
    private static func checkProgress(_ events: [ProgressEvent]) throws {
        let task = ProgressTask("downloading", unit: .bytes)
        let total = Int64(body.utf8.count)
        #expect(events.first == .began(task, total: total))
        #expect(events.last == .ended(task))
        let sum = events.reduce(Int64(0)) { sum, event in
            guard case .advanced(_, let amount) = event else { return sum }
            return sum + amount
        }
        #expect(sum == total)
    }
}

import Files
import SystemPackage
import TestSupport
import Testing

@testable import Transfer

/// One server that misbehaves, and the error that says so.
struct FetchFailure: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var steps: [ScriptedServer.Step]
    var error: @Sendable (Location) throws -> TransferError
    /// How many requests it takes until the client gives up.
    var requests: Int

    init(
        _ name: String,
        _ steps: [ScriptedServer.Step],
        requests: Int = 1,
        _ error: @escaping @Sendable (Location) throws -> TransferError
    ) {
        testDescription = name
        self.steps = steps
        self.requests = requests
        self.error = error
    }

    static let all = [
        FetchFailure("404", [ScriptedServer.answer("404 Not Found")]) { .noSuchFile($0) },
        FetchFailure("410", [ScriptedServer.answer("410 Gone")]) { .noSuchFile($0) },
        FetchFailure("403", [ScriptedServer.answer("403 Forbidden")]) {
            .refused($0, status: 403)
        },
        FetchFailure("500 three times", [ScriptedServer.answer("500 Oh")], requests: 3) {
            .refused($0, status: 500)
        },
        FetchFailure("204", [.send(["HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"])]) {
            .refused($0, status: 204)
        },
        FetchFailure("garbage", [.send(["\u{1}\u{2} this is not HTTP\r\n\r\n"])]) { .garbled($0) },
        FetchFailure("silence", [.silence], requests: 3) { .unreachable($0, .timedOut) },
        FetchFailure("hang-up", [.hangUp], requests: 3) {
            .cutShort($0, received: 0, expected: nil)
        },
        FetchFailure(
            "short body",
            [ScriptedServer.answer(body: "abc", length: 10)],
            requests: 3
        ) { .cutShort($0, received: 3, expected: 10) },
        FetchFailure("announced too much", [ScriptedServer.answer(body: "x", length: 1_000_000)]) {
            .tooLarge($0, limit: 100)
        },
        FetchFailure(
            "endless body",
            [.send(["HTTP/1.1 200 OK\r\n\r\n", String(repeating: "x", count: 5000)])]
        ) { .tooLarge($0, limit: 100) },
        FetchFailure(
            "redirect to itself",
            [ScriptedServer.answer("302 Found", ["Location: /file"])],
            requests: 9
        ) { .redirectLoop($0) },
        FetchFailure(
            "redirect to a file",
            [ScriptedServer.answer("302 Found", ["Location: file:///etc/passwd"])]
        ) { .insecureRedirect(from: $0, to: try Location("file:///etc/passwd")) },
        FetchFailure("redirect without a place", [ScriptedServer.answer("302 Found")]) {
            .refused($0, status: 302)
        },
        FetchFailure(
            "part that nobody asked for",
            [ScriptedServer.answer("206 Part", ["Content-Range: bytes 0-2/3"], body: "abc")]
        ) { .garbled($0) },
    ]
}

struct FetchTests {
    /// Three attempts without a wait.
    static let quick = RetryPolicy(pauses: [.zero, .zero])
    static let timeouts = TransferClient.Timeouts(
        connect: .milliseconds(500),
        silence: .milliseconds(150)
    )

    static func fetch(_ url: String, retries: RetryPolicy = quick) async throws -> [UInt8] {
        try await TransferClient.with(retries: retries, timeouts: timeouts) { client in
            try await client.fetch(try Location(url), limit: 100)
        }
    }

    @Test(arguments: FetchFailure.all)
    func fails(_ failure: FetchFailure) async throws {
        let server = try ScriptedServer(failure.steps)
        let url = server.url("file")
        let error = await #expect(throws: TransferError.self) { try await Self.fetch(url) }
        #expect(error?.withoutProgress == (try failure.error(try Location(url)).withoutProgress))
        #expect(server.requests.count == failure.requests)
    }

    @Test
    func fetches() async throws {
        let server = try ScriptedServer([ScriptedServer.answer(body: "hello")])
        #expect(try await Self.fetch(server.url("a%20b")) == Array("hello".utf8))
        #expect(server.requests.first?.hasPrefix("GET /a%20b HTTP/1.1\r\n") == true)
    }

    @Test(arguments: ["", "0\r\n\r\n"])
    func fetchesChunks(_ end: String) async throws {
        let server = try ScriptedServer([
            .send([
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
                "3\r\nabc\r\n", "2\r\nde\r\n", end,
            ])
        ])
        let location = try Location(server.url("file"))
        if end.isEmpty {
            let error = await #expect(throws: TransferError.self) {
                try await Self.fetch(location.description)
            }
            let expected = TransferError.cutShort(location, received: 0, expected: nil)
            #expect(error?.withoutProgress == expected)
        } else {
            #expect(try await Self.fetch(location.description) == Array("abcde".utf8))
        }
    }

    @Test
    func triesAgain() async throws {
        let server = try ScriptedServer([
            ScriptedServer.answer("503 Busy", ["Retry-After: 0"]), .hangUp,
            ScriptedServer.answer(body: "at last"),
        ])
        #expect(try await Self.fetch(server.url("file")) == Array("at last".utf8))
        #expect(server.requests.count == 3)
    }

    @Test
    func followsRedirects() async throws {
        let target = try ScriptedServer([ScriptedServer.answer(body: "there")])
        let server = try ScriptedServer([
            ScriptedServer.answer("301 Moved", ["Location: other/place"]),
            ScriptedServer.answer("307 Moved", ["Location: \(target.url("file"))"]),
        ])
        #expect(try await Self.fetch(server.url("folder/file")) == Array("there".utf8))
        #expect(server.requests.last?.hasPrefix("GET /folder/other/place ") == true)
    }

    @Test
    func namesADeadServer() async throws {
        // A port that was free a moment ago.
        let port = try ScriptedServer([.hangUp]).port
        let url = "http://127.0.0.1:\(port)/file"
        await #expect(
            throws: TransferError.unreachable(try Location(url), .connectionRefused)
        ) { try await Self.fetch(url) }
    }

    @Test
    func namesAnUnknownHost() async throws {
        let url = "http://no-such-host.invalid/file"
        await #expect(throws: TransferError.unreachable(try Location(url), .unknownHost)) {
            try await Self.fetch(url, retries: .never)
        }
    }

    @Test
    func stopsWhenCancelled() async throws {
        let server = try ScriptedServer([.silence])
        let url = server.url("file")
        let task = Task {
            try await TransferClient.with(timeouts: .init(silence: .seconds(60))) { client in
                try await client.fetch(try Location(url), limit: 100)
            }
        }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test
    func usesTheProxy() async throws {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\nby proxy"
        let proxy = try ScriptedServer([.tunnel(answer)])
        let environment = [
            "http_proxy": proxy.url(""), "no_proxy": "localhost, .example.com",
        ]
        let bytes = try await TransferClient.with(environment: environment) { client in
            try await client.fetch(try Location("http://far.invalid/file"), limit: 100)
        }
        #expect(bytes == Array("by proxy".utf8))
        #expect(proxy.requests.first?.hasPrefix("CONNECT far.invalid:80 HTTP/1.1") == true)
        #expect(proxy.requests.last?.hasPrefix("GET /file HTTP/1.1") == true)
    }

    @Test
    func readsFiles() async throws {
        try await withTemporaryFolder { path in
            try Folder(path).write(Array("local".utf8), to: "a file")
            let url = "file://\(path.string)/a%20file"
            #expect(try await Self.fetch(url) == Array("local".utf8))
            let missing = try Location("file://\(path.string)/nothing")
            await #expect(throws: TransferError.noSuchFile(missing)) {
                try await Self.fetch(missing.description)
            }
        }
    }
}

extension TransferError {
    /// The same error without the number of bytes that had come: how many do depends on how the system cut them into pieces.
    fileprivate var withoutProgress: TransferError {
        guard case .cutShort(let location, _, let expected) = self else { return self }
        return .cutShort(location, received: 0, expected: expected)
    }
}

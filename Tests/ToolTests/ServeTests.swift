import SystemPackage
import TestSupport
import Testing

@Suite("serve", .enabled(if: BuiltProgram.isThere, "needs the built program"))
struct ServeTests {
    /// What a client sees of one answer.
    private struct Answer {
        let status: Int
        /// Names in lower case.
        let headers: [String: String]
        let body: String
    }

    /// Asks curl, which sends the path as it is.
    private static func ask(_ url: String, _ options: String...) async throws -> Answer {
        let arguments = ["-s", "-S", "--path-as-is", "--noproxy", "*", "-D", "-", url] + options
        let text = try await Command.run("curl", arguments).check()
        let parts = text.split(
            separator: "\r\n\r\n",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let lines = parts[0].split(separator: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1)
            headers[pair[0].lowercased()] = pair.last?.drop { $0 == " " }.description
        }
        return Answer(
            status: try #require(Int(lines[0].split(separator: " ")[1])),
            headers: headers,
            body: parts.count > 1 ? String(parts[1]) : ""
        )
    }

    /// Serves a small folder, and gives how the server ended.
    @discardableResult
    private static func serving(
        _ body: (_ url: String, _ folder: FilePath) async throws -> Void
    ) async throws -> Command.Result {
        try await withTemporaryFolder { folder in
            let root = folder.appending("root")
            try await Workshop.write("0123456789", to: root.appending("demo/image.raw"))
            try await Workshop.write("", to: root.appending("empty"))
            try await Workshop.write("{}", to: root.appending("metadata/index.json"))
            try await Workshop.write("half", to: root.appending(".image.raw.tmp"))
            try await Workshop.write("secret", to: folder.appending("secret"))
            try await Command.run("ln", "-s", "../secret", root.appending("link").string).check()
            let (_, server) = try await withWebServer(root, scratch: folder) { url in
                try await body(url, root)
            }
            return server
        }
    }

    @Test func `whole files, heads and tags`() async throws {
        try await Self.serving { url, folder in
            let whole = try await Self.ask("\(url)/demo/image.raw")
            #expect(whole.status == 200)
            #expect(whole.body == "0123456789")
            #expect(whole.headers["content-length"] == "10")
            #expect(whole.headers["accept-ranges"] == "bytes")
            #expect(whole.headers["cache-control"]?.contains("immutable") == true)
            let head = try await Self.ask(
                "\(url)/demo/image.raw",
                "--head",
                "-o",
                "/dev/null",
                "-w",
                "%{size_download}"
            )
            #expect(head.status == 200)
            #expect(head.body == "0")
            #expect(head.headers["content-length"] == "10")
            #expect(head.headers["etag"] == whole.headers["etag"])
            let tag = try #require(whole.headers["etag"])
            let known = try await Self.ask(
                "\(url)/demo/image.raw",
                "-H",
                "If-None-Match: \(tag)"
            )
            #expect(known.status == 304)
            try await Workshop.write("new", to: folder.appending("demo/image.raw"))
            let changed = try await Self.ask(
                "\(url)/demo/image.raw",
                "-H",
                "If-None-Match: \(tag)"
            )
            #expect(changed.status == 200)
            #expect(changed.body == "new")
            let index = try await Self.ask("\(url)/metadata/index.json")
            #expect(index.headers["content-type"] == "application/json")
            #expect(index.headers["cache-control"] == "no-cache")
            let empty = try await Self.ask("\(url)/empty")
            #expect(empty.status == 200)
            #expect(empty.headers["content-length"] == "0")
        }
    }

    @Test(
        "Ranges",
        arguments: [
            ("bytes=0-3", 206, "0123", "bytes 0-3/10"),
            ("bytes=4-", 206, "456789", "bytes 4-9/10"),
            ("bytes=-2", 206, "89", "bytes 8-9/10"),
            ("bytes=8-99", 206, "89", "bytes 8-9/10"),
            ("bytes=10-", 416, "", "bytes */10"),
            ("bytes=-0", 416, "", "bytes */10"),
            ("bytes=3-1", 200, "0123456789", nil),
            ("bytes=0-1,3-4", 200, "0123456789", nil),
            ("bytes=9223372036854775807-9223372036854775807", 416, "", "bytes */10"),
            ("lines=1-2", 200, "0123456789", nil),
        ]
    )
    func ranges(_ header: String, _ status: Int, _ body: String, _ range: String?) async throws {
        try await Self.serving { url, _ in
            let answer = try await Self.ask("\(url)/demo/image.raw", "-H", "Range: \(header)")
            #expect(answer.status == status)
            #expect(answer.body == body)
            #expect(answer.headers["content-range"] == range)
        }
    }

    @Test func `a range of another state of the file gives the whole file`() async throws {
        try await Self.serving { url, _ in
            let answer = try await Self.ask(
                "\(url)/demo/image.raw",
                "-H",
                "Range: bytes=0-3",
                "-H",
                "If-Range: \"old\""
            )
            #expect(answer.status == 200)
            #expect(answer.body == "0123456789")
        }
    }

    @Test(
        "What is not there",
        arguments: [
            "nothing", "demo", "demo/", "", "link", ".image.raw.tmp", "../secret",
            "demo/../../secret",
            "%2e%2e/secret", "..%2fsecret", "demo/..%2f..%2fsecret", "//demo/image.raw", "demo%00",
            "demo/image.raw/", "demo/image.raw/x",
        ]
    )
    func notFound(_ path: String) async throws {
        try await Self.serving { url, _ in
            let answer = try await Self.ask("\(url)/\(path)")
            #expect([400, 404].contains(answer.status))
            #expect(!answer.body.contains("secret"))
        }
    }

    @Test("Other methods", arguments: ["POST", "PUT", "DELETE", "OPTIONS"])
    func otherMethods(_ method: String) async throws {
        try await Self.serving { url, folder in
            let answer = try await Self.ask("\(url)/demo/image.raw", "-X", method)
            #expect([404, 405, 501].contains(answer.status))
            #expect(isReadable(folder.appending("demo/image.raw")))
        }
    }

    @Test func `SIGTERM ends it well, and nothing is on standard output`() async throws {
        let result = try await Self.serving { _, _ in }
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "")
        #expect(result.errors.contains("serving '"))
    }

    @Test func `a port that is taken, and a folder that is not there`() async throws {
        try await Self.serving { url, folder in
            let port = try #require(url.split(separator: ":").last.map(String.init))
            let taken = try await BuiltProgram.run(["serve", folder.string, "--port", port])
            Verdict(code: 1, says: ["cannot serve at '127.0.0.1', port \(port)"]).check(taken)
            let missing = try await BuiltProgram.run([
                "serve", folder.string + "/no", "--port", "0",
            ])
            Verdict(code: 1, says: ["/no'"]).check(missing)
        }
    }
}

import SystemPackage
import TestSupport
import Testing

@Suite("serve", .enabled(if: BuiltProgram.isThere, "needs the built program"))
struct ServeTests {
    @Test func `whole files, heads and tags`() async throws {
        try await served { url, folder in
            let whole = try await HTTPAnswer.ask("\(url)/demo/image.raw")
            #expect(whole.status == 200)
            #expect(whole.body == "0123456789")
            #expect(whole.headers["content-length"] == "10")
            #expect(whole.headers["accept-ranges"] == "bytes")
            let head = try await HTTPAnswer.ask(
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
            let known = try await HTTPAnswer.ask(
                "\(url)/demo/image.raw",
                "-H",
                "If-None-Match: \(tag)"
            )
            #expect(known.status == 304)
            try await Workshop.write("new", to: folder.appending("demo/image.raw"))
            let changed = try await HTTPAnswer.ask(
                "\(url)/demo/image.raw",
                "-H",
                "If-None-Match: \(tag)"
            )
            #expect(changed.status == 200)
            #expect(changed.body == "new")
            let empty = try await HTTPAnswer.ask("\(url)/empty")
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
            ("bytes=10-", 416, nil, "bytes */10"),
            ("bytes=-0", 416, nil, "bytes */10"),
            ("bytes=3-1", 200, "0123456789", nil),
            ("bytes=0-1,3-4", 200, "0123456789", nil),
            ("bytes=9223372036854775807-9223372036854775807", 416, nil, "bytes */10"),
            ("bytes=99999999999999999999-", 416, nil, "bytes */10"),
            ("bytes=7-99999999999999999999", 206, "789", "bytes 7-9/10"),
            ("bytes=-99999999999999999999", 206, "0123456789", "bytes 0-9/10"),
            ("Bytes=0-0", 206, "0", "bytes 0-0/10"),
            ("bytes=", 200, "0123456789", nil),
            ("bytes=-", 200, "0123456789", nil),
            ("bytes=--1", 200, "0123456789", nil),
            ("bytes=+1-2", 200, "0123456789", nil),
            ("bytes=0x1-2", 200, "0123456789", nil),
            ("lines=1-2", 200, "0123456789", nil),
        ] as [(String, Int, String?, String?)]
    )
    func ranges(_ header: String, _ status: Int, _ body: String?, _ range: String?) async throws {
        try await served { url, _ in
            let answer = try await HTTPAnswer.ask("\(url)/demo/image.raw", "-H", "Range: \(header)")
            #expect(answer.status == status)
            // What is not there has a short text instead.
            #expect(answer.body == body ?? "416 Range Not Satisfiable\n")
            #expect(answer.headers["content-length"] == "\(answer.body.utf8.count)")
            #expect(answer.headers["content-range"] == range)
        }
    }

    @Test func `a range of another state of the file gives the whole file`() async throws {
        try await served { url, _ in
            let answer = try await HTTPAnswer.ask(
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
            "demo/image.raw/", "demo/image.raw/x", "demo/SHA256SUMS.sha256.asc",
            "demo/SHA256SUMS.sha256.gpg", "demo/.hidden/file", "metadata/2.root.json",
        ]
    )
    func notFound(_ path: String) async throws {
        try await served { url, _ in
            let answer = try await HTTPAnswer.ask("\(url)/\(path)")
            #expect([400, 404].contains(answer.status))
            #expect(!answer.body.contains("secret"))
            guard answer.status == 404 else { return }
            #expect(answer.body == "404 Not Found\n")
            #expect(answer.headers["content-length"] == "14")
            #expect(answer.headers["cache-control"] == "no-cache")
        }
    }

    @Test("Other methods", arguments: ["POST", "PUT", "DELETE", "OPTIONS"])
    func otherMethods(_ method: String) async throws {
        try await served { url, folder in
            let answer = try await HTTPAnswer.ask("\(url)/demo/image.raw", "-X", method)
            #expect([404, 405, 501].contains(answer.status))
            #expect(isReadable(folder.appending("demo/image.raw")))
        }
    }

    @Test func `SIGTERM ends it well, and nothing is on standard output`() async throws {
        let result = try await served { _, _ in }
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "")
        #expect(result.errors.contains("serving '"))
    }

    @Test func `a port that is taken, and a folder that is not there`() async throws {
        try await served { url, folder in
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

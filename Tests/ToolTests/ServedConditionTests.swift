import SystemPackage
import TestSupport
import Testing

@Suite(
    "serve: conditions and headers",
    .enabled(if: BuiltProgram.isThere, "needs the built program")
)
struct ServedConditionTests {
    /// `TAG` and `DATE` stand for what the server says of the file, which is long unchanged.
    struct Case: CustomTestStringConvertible {
        let headers: [String]
        let status: Int

        init(_ headers: [String], _ status: Int) {
            self.headers = headers
            self.status = status
        }

        var testDescription: String { "\(headers.joined(separator: "; ")) → \(status)" }
    }

    private static let earlier = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let later = "Mon, 06 Nov 2045 08:49:37 GMT"

    static let cases = [
        Case(["If-None-Match: TAG"], 304),
        Case(["If-None-Match: W/TAG"], 304),
        Case(["If-None-Match: \"a\", TAG"], 304),
        Case(["If-None-Match: *"], 304),
        Case(["If-None-Match: \"a\""], 200),
        Case(["If-None-Match: \"a\"", "If-Modified-Since: DATE"], 200),
        Case(["If-Modified-Since: DATE"], 304),
        Case(["If-Modified-Since: \(later)"], 304),
        Case(["If-Modified-Since: \(earlier)"], 200),
        Case(["If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT"], 200),
        Case(["If-Modified-Since: Sun Nov  6 08:49:37 1994"], 200),
        Case(["If-Modified-Since: Mon Nov  6 08:49:37 2045"], 304),
        Case(["If-Modified-Since: yesterday"], 200),
        Case(["If-Match: TAG"], 200),
        Case(["If-Match: *"], 200),
        Case(["If-Match: \"a\""], 412),
        Case(["If-Match: W/TAG"], 412),
        Case(["If-Match: TAG", "If-Unmodified-Since: \(earlier)"], 200),
        Case(["If-Unmodified-Since: DATE"], 200),
        Case(["If-Unmodified-Since: \(earlier)"], 412),
        Case(["Range: bytes=0-3", "If-Range: TAG"], 206),
        Case(["Range: bytes=0-3", "If-Range: W/TAG"], 200),
        Case(["Range: bytes=0-3", "If-Range: \"a\""], 200),
        Case(["Range: bytes=0-3", "If-Range: DATE"], 206),
        Case(["Range: bytes=0-3", "If-Range: \(earlier)"], 200),
        Case(["Range: bytes=0-3", "If-Range: \(later)"], 200),
        Case(["Range: bytes=99-", "If-Range: \"a\""], 200),
        Case(["Range: bytes=0-3", "If-None-Match: TAG"], 304),
        Case(["Range: bytes=0-3", "If-Match: \"a\""], 412),
    ]

    @Test func `conditions are kept`() async throws {
        try await served { url, folder in
            let file = folder.appending("demo/image.raw").string
            try await Command.run("touch", "-d", "2024-05-06 07:08:09.5 UTC", file).check()
            let known = try await HTTPAnswer.ask("\(url)/demo/image.raw")
            let tag = try #require(known.headers["etag"])
            let date = try #require(known.headers["last-modified"])
            #expect(date == "Mon, 06 May 2024 07:08:09 GMT")
            for one in Self.cases {
                let options = one.headers.flatMap { header in
                    [
                        "-H",
                        header.replacing("TAG", with: tag).replacing("DATE", with: date),
                    ]
                }
                let answer = try await HTTPAnswer.ask("\(url)/demo/image.raw", options)
                #expect(answer.status == one.status, "\(one.testDescription)")
                #expect(answer.headers["etag"] == (one.status == 412 ? nil : tag))
            }
        }
    }

    @Test func `of a file that has just changed, its date does not stand for its bytes`()
        async throws
    {
        try await served { url, folder in
            // The future is as good as now, and does not pass.
            let file = folder.appending("demo/image.raw").string
            try await Command.run("touch", "-d", "2045-05-06 07:08:09 UTC", file).check()
            let known = try await HTTPAnswer.ask("\(url)/demo/image.raw")
            let date = try #require(known.headers["last-modified"])
            let answer = try await HTTPAnswer.ask(
                "\(url)/demo/image.raw",
                ["-H", "Range: bytes=0-3", "-H", "If-Range: \(date)"]
            )
            #expect(answer.status == 200)
        }
    }

    @Test func `HEAD has no ranges`() async throws {
        try await served { url, _ in
            let answer = try await HTTPAnswer.ask(
                "\(url)/demo/image.raw",
                ["--head", "-H", "Range: bytes=0-3"]
            )
            #expect(answer.status == 200)
            #expect(answer.headers["content-length"] == "10")
            #expect(answer.headers["content-range"] == nil)
        }
    }

    static let files = [
        ("demo/demo-1-43-x86-64.raw", "application/octet-stream", true),
        ("demo/demo-1-43-x86-64.json", "application/json", true),
        ("demo/demo-1-43-x86-64.spdx.json", "application/spdx+json", true),
        ("demo/demo-1.2~rc1+b^2-43-x86-64.raw", "application/octet-stream", true),
        ("metadata/1.root.json", "application/json", true),
        ("metadata/12.extension-demo.json", "application/json", true),
        ("metadata/timestamp.json", "application/json", false),
        ("search/00.json", "application/json", true),
        ("SHA256SUMS", "text/plain; charset=utf-8", false),
        ("demo/SHA256SUMS", "text/plain; charset=utf-8", false),
        ("demo/SHA256SUMS.gpg", "application/pgp-signature", false),
        ("demo.transfer", "text/plain; charset=utf-8", false),
        ("demo.conf", "text/plain; charset=utf-8", false),
        ("import-pubring.gpg", "application/pgp-keys", false),
        ("import-pubring.asc", "application/pgp-keys", false),
    ]

    @Test func `types, and what may be kept`() async throws {
        try await served { url, folder in
            for (name, type, isImmutable) in Self.files {
                try await Workshop.write(name, to: folder.appending(name))
                let answer = try await HTTPAnswer.ask("\(url)/\(name)")
                #expect(answer.status == 200, "\(name)")
                #expect(answer.body == name)
                #expect(answer.headers["content-length"] == "\(name.utf8.count)")
                #expect(answer.headers["content-type"] == type, "\(name)")
                #expect(
                    answer.headers["cache-control"]
                        == (isImmutable ? "public, max-age=31536000, immutable" : "no-cache"),
                    "\(name)"
                )
                #expect(answer.headers["content-encoding"] == nil)
            }
        }
    }

    @Test(
        "A file that is replaced while it is fetched comes whole in its old state",
        .enabled(if: Command.exists("python3"), "needs python3")
    )
    func replacedMeanwhile() async throws {
        // The kernel's buffers hold a few megabytes: much of the file is read after it was replaced.
        let script = """
            import hashlib, http.client, os, sys
            path, address = sys.argv[1], sys.argv[2].removeprefix("http://")
            old, new = os.urandom(1 << 20) * 48, b"new"
            with open(path, "wb") as file: file.write(old)
            connection = http.client.HTTPConnection(address)
            connection.request("GET", "/demo/image.raw")
            answer = connection.getresponse()
            assert answer.status == 200 and answer.getheader("Content-Length") == str(len(old))
            body = answer.read(1000)
            with open(path + ".new", "wb") as file: file.write(new)
            os.rename(path + ".new", path)
            body += answer.read()
            assert hashlib.sha256(body).digest() == hashlib.sha256(old).digest()
            # The same connection goes on, with the new state.
            connection.request("GET", "/demo/image.raw", headers={"If-Match": answer.getheader("ETag")})
            changed = connection.getresponse()
            assert changed.status == 412, changed.status
            changed.read()
            connection.request("GET", "/demo/image.raw")
            again = connection.getresponse()
            assert again.read() == new
            """
        try await served { url, folder in
            let path = folder.appending("demo/image.raw").string
            try await Command.run("python3", "-c", script, path, url).check()
        }
    }
}

import Model
import Testing

@testable import Transfer

struct LocationTests {
    @Test(arguments: [
        "", "example.org", "ftp://example.org/", "http://", "https:///path", "file://host/path",
        "file:relative", "javascript:1",
    ])
    func refuses(_ text: String) {
        let error = #expect(throws: TransferError.self) { try Location(text) }
        #expect(error?.kind == .usage)
    }

    @Test(arguments: [
        ("https://example.org", "https://example.org/a%20b/c.raw"),
        ("https://example.org/x/", "https://example.org/x/a%20b/c.raw"),
        ("https://example.org/x", "https://example.org/x/a%20b/c.raw"),
        ("file:///srv/repository", "file:///srv/repository/a%20b/c.raw"),
    ])
    func appends(_ base: String, _ result: String) throws {
        #expect(try Location(base).appending("a b/c.raw").description == result)
    }

    @Test
    func hidesCredentials() throws {
        let location = try Location("https://user:secret@example.org/x")
        #expect(location.description == "https://example.org/x")
        #expect(location.requestText == "https://user:secret@example.org/x")
    }

    @Test(arguments: [
        ("http://example.org/", "proxy"), ("http://sub.example.com/", nil),
        ("http://example.com/", nil), ("http://notexample.com/", "proxy"),
        ("http://localhost/", nil), ("https://example.org/", "other"), ("file:///x", nil),
    ])
    func choosesProxies(_ url: String, _ host: String?) throws {
        let settings = ProxySettings([
            "http_proxy": "http://proxy:3128", "HTTPS_PROXY": "other:8080",
            "no_proxy": "localhost,.example.com",
        ])
        #expect(settings.server(for: try Location(url))?.host == host)
    }
}

import Model
import RPM
import Testing

@Suite("Metalinks")
struct MetalinkTests {
    private static let hash = String(repeating: "ab", count: 32)
    private static let older = String(repeating: "cd", count: 32)

    private static func document(
        start: String = "",
        hashes: String = "<hash type=\"md5\">00</hash><hash type=\"sha256\">\(hash)</hash>",
        urls: String = """
        <url protocol="rsync" preference="100">rsync://r.example/f/repodata/repomd.xml</url>
        <url protocol="http" preference="90">http://b.example/f/repodata/repomd.xml</url>
        <url protocol="https" preference="100">https://a.example/f/repodata/repomd.xml</url>
        <url protocol="file" preference="100">file:///etc/repodata/repomd.xml</url>
        """
    ) -> [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="utf-8"?>
            \(start)<metalink version="3.0" xmlns="http://www.metalinker.org/"
             xmlns:mm0="http://fedorahosted.org/mirrormanager"><files><file name="repomd.xml">
            <size>4</size><verification>\(hashes)</verification>
            <mm0:alternates><mm0:alternate><size>5</size><verification>
            <hash type="sha256">\(older)</hash></verification></mm0:alternate></mm0:alternates>
            <resources maxconnections="1">\(urls)</resources></file></files></metalink>
            """.utf8
        )
    }

    @Test("Mirrors come best first, and old versions count as proven too")
    func read() throws {
        let metalink = try Metalink(parsing: Self.document(), document: "m")
        #expect(metalink.mirrors == ["https://a.example/f", "http://b.example/f"])
        #expect(metalink.proofs.map(\.hex) == [Self.hash, Self.older])
    }

    static let faults: [(name: String, bytes: [UInt8], problem: String)] = [
        ("a document type", document(start: "<!DOCTYPE metalink>"), "declares a document type"),
        (
            "entities",
            document(start: "<!DOCTYPE m [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;\">]>"),
            "declares a document type"
        ),
        ("weak checksums", document(hashes: "<hash type=\"md5\">00</hash>"), "no checksum"),
        ("no mirror", document(urls: ""), "names no mirror"),
        ("no XML", Array("hello".utf8), "is no XML"),
        ("nothing", [], "is no XML"),
        ("cut short", Array(document().prefix(400)), "is no XML"),
        (
            "deep nesting",
            Array(String(repeating: "<a>", count: 100_000).utf8),
            "is nested too deeply"
        ),
        ("too large", [UInt8](repeating: 0x20, count: Metalink.sizeLimit + 1), "is larger"),
    ]

    @Test("What is no metalink is refused", arguments: faults.map(\.name))
    func refused(_ name: String) throws {
        let fault = try #require(Self.faults.first { $0.name == name })
        let error = #expect(throws: MetalinkError.self) {
            try Metalink(parsing: fault.bytes, document: "m")
        }
        #expect(error?.description.contains(fault.problem) == true, "\(String(describing: error))")
    }
}

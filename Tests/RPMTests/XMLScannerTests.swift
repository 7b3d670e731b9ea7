import Testing

@testable import RPM

/// The reader of metadata: what it takes, and what it refuses, in pieces of any length.
struct XMLScannerTests {
    /// What a document says, as one text: `(` and `)` around elements, with attributes and the text before each end.
    private static func outline(
        _ document: [UInt8],
        pieces: Int
    ) throws(XMLProblem) -> String {
        var place = 0
        var scanner = XMLScanner { buffer, range throws(XMLProblem) in
            let count = min(pieces, range.count, document.count - place)
            for index in 0..<count { buffer[range.lowerBound + index] = document[place + index] }
            place += count
            return count
        }
        var outline = ""
        while true {
            switch try scanner.next() {
            case .end: return outline
            case .open:
                outline += "(" + (try scanner.string(scanner.name))
                while let (name, value) = try scanner.nextAttribute() {
                    outline += " \(try scanner.string(name))=\(try scanner.string(value))"
                }
            case .close: outline += "|\(try scanner.string(scanner.text)))"
            }
        }
    }

    static let documents =
        [
            ("<a/>", "(a|)"), ("<a></a>", "(a|)"), ("<a>text</a>", "(a|text)"),
            ("<?xml version=\"1.0\"?>\n<a><b>1</b><b>2</b></a>\n", "(a(b|1)(b|2)|)"),
            ("<a b=\"1\" c='2'/>", "(a b=1 c=2|)"), ("<a b='x>y' c=\"/\"/>", "(a b=x>y c=/|)"),
            ("<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;</a>", "(a|<&>\"'AB)"),
            ("<a b=\"&quot;\"></a >", "(a b=\"|)"), ("<a><!-- <b> -- > --></a>", "(a|)"),
            ("<a>ünïcode — 日本</a>", "(a|ünïcode — 日本)"), ("<rpm:a\n b = \"1\"/>", nil),
            ("<a><!----></a>", "(a|)"), ("<a\tb=\"1\"\n/>", "(a b=1|)"), ("", ""),
        ] as [(String, String?)]

    @Test(arguments: documents) func aDocumentIsRead(_ document: String, outline: String?) throws {
        for pieces in [1, 2, 3, 7, 64, 1 << 20] {
            guard let outline else {
                #expect(throws: XMLProblem.self) {
                    try Self.outline(Array(document.utf8), pieces: pieces)
                }
                continue
            }
            let found = try Self.outline(Array(document.utf8), pieces: pieces)
            #expect(found == outline, "in pieces of \(pieces)")
        }
    }

    static let faults = [
        ("<a>", XMLProblem.truncated), ("<a", .truncated), ("<a b=\"", .truncated),
        ("<", .truncated),
        ("<a><!-- ", .truncated),
        ("<a></b>", .malformed("an end tag does not fit its start tag")),
        ("</a>", .malformed("an end tag does not fit its start tag")),
        ("<a b></a>", .malformed("an attribute has no value")),
        ("<a b=c></a>", .malformed("the value of an attribute is not quoted")),
        ("<a>&bomb;</a>", .declaration),
        ("<a>&#0;</a>", .malformed("a character reference names no character")),
        ("<a>&amp</a>", .malformed("an entity does not end")),
        ("<a>\0</a>", .malformed("it has a zero byte")),
        ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", .declaration),
        ("<a><![CDATA[x]]></a>", .declaration), ("< a/>", .malformed("a tag has no name")),
        (String(repeating: "<a>", count: 100_000), .tooDeep(limit: 64)),
        ("<a b=\"" + String(repeating: "x", count: 20 << 20) + "\"/>", .tooLong(limit: 1 << 20)),
        ("<a>" + String(repeating: "x", count: 2 << 20) + "</a>", .tooLong(limit: 1 << 20)),
        ("<a><!--" + String(repeating: "x", count: 2 << 20) + "--></a>", .tooLong(limit: 1 << 20)),
        ("<" + String(repeating: "x", count: 2 << 20) + "/>", .tooLong(limit: 1 << 20)),
    ]

    @Test(arguments: faults.indices) func aFaultIsNamed(_ number: Int) {
        let (document, problem) = Self.faults[number]
        #expect(throws: problem) {
            _ = try Self.outline(Array(document.utf8), pieces: 1 << 16)
        }
    }

    /// No byte that is changed, dropped or doubled makes it crash or hang.
    @Test func damageOfAnyKindEndsInAnErrorOrAnOutline() {
        let document = Array(TinyPackage.primary([TinyPackage("a", requires: ["b >= 1"])]).utf8)
        for place in document.indices {
            for change in 0..<3 {
                var damaged = document
                switch change {
                case 0: damaged[place] ^= 1 << UInt8(place % 7)
                case 1: damaged.remove(at: place)
                default: damaged.insert(document[place], at: place)
                }
                let bytes = damaged
                _ = Result { try Self.outline(bytes, pieces: 100) }
                _ = Result {
                    var place = 0
                    return try PrimaryReader { buffer, range throws(XMLProblem) in
                        let count = min(range.count, bytes.count - place)
                        for index in 0..<count {
                            buffer[range.lowerBound + index] = bytes[place + index]
                        }
                        place += count
                        return count
                    }.read().serialized()
                }
            }
        }
    }
}

import Testing

@testable import TUF

/// A document that strict JSON refuses, and the error.
struct BadDocument: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var bytes: [UInt8]
    var problem: JSONError.Problem
    var offset: Int

    init(_ name: String, _ text: String, _ problem: JSONError.Problem, at offset: Int) {
        self.init(name, bytes: Array(text.utf8), problem, at: offset)
    }

    init(_ name: String, bytes: [UInt8], _ problem: JSONError.Problem, at offset: Int) {
        testDescription = name
        self.bytes = bytes
        self.problem = problem
        self.offset = offset
    }

    static let all = [
        BadDocument("nothing", "", .unexpectedEnd, at: 0),
        BadDocument("blanks", " \n", .unexpectedEnd, at: 2),
        BadDocument("no end", "[1", .unexpectedEnd, at: 2),
        BadDocument("end within a text", "\"ab", .unexpectedEnd, at: 3),
        BadDocument("end within an escape", "\"\\", .unexpectedEnd, at: 2),
        BadDocument("end within a word", "tru", .unexpectedEnd, at: 3),
        BadDocument("lone minus", "-", .unexpectedEnd, at: 1),
        BadDocument("trailing comma", "[1,]", .unexpectedByte(0x5d), at: 3),
        BadDocument("trailing comma in an object", "{\"a\":1,}", .unexpectedByte(0x7d), at: 7),
        BadDocument("missing colon", "{\"a\" 1}", .unexpectedByte(0x31), at: 5),
        BadDocument("key that is no text", "{1:1}", .unexpectedByte(0x31), at: 1),
        BadDocument("bare word", "nan", .unexpectedByte(0x61), at: 1),
        BadDocument("comment", "[1 /* */]", .unexpectedByte(0x2f), at: 3),
        BadDocument("plus sign", "+1", .unexpectedByte(0x2b), at: 0),
        BadDocument(
            "byte order mark",
            bytes: [0xef, 0xbb, 0xbf, 0x31],
            .unexpectedByte(0xef),
            at: 0
        ),
        BadDocument("second document", "1 2", .trailingBytes, at: 2),
        BadDocument("NUL at the end", bytes: [0x31, 0x00], .trailingBytes, at: 1),
        BadDocument("key twice", "{\"a\":1,\"a\":1}", .duplicateKey("a"), at: 7),
        BadDocument("key twice by escape", "{\"a\":1,\"\\u0061\":1}", .duplicateKey("a"), at: 7),
        BadDocument("fraction", "[1.5]", .notWhole, at: 2),
        BadDocument("exponent", "1e3", .notWhole, at: 1),
        BadDocument("leading zero", "[01]", .notWhole, at: 1),
        BadDocument("minus zero", "-0", .notWhole, at: 0),
        BadDocument("too large", "9223372036854775808", .outOfRange, at: 0),
        BadDocument("too small", "-9223372036854775809", .outOfRange, at: 0),
        BadDocument("unknown escape", "\"\\x\"", .badEscape, at: 1),
        BadDocument("high half alone", "\"\\ud800\"", .badEscape, at: 1),
        BadDocument("high half twice", "\"\\ud800\\ud800\"", .badEscape, at: 1),
        BadDocument("low half alone", "\"\\udc00\"", .badEscape, at: 1),
        BadDocument("short escape", "\"\\u12\"", .badEscape, at: 5),
        BadDocument("not UTF-8", bytes: [0x22, 0xff, 0x22], .badUTF8, at: 1),
        BadDocument("overlong UTF-8", bytes: [0x22, 0xc0, 0xaf, 0x22], .badUTF8, at: 1),
        BadDocument("bare line break in a text", "\"a\nb\"", .controlCharacter, at: 2),
        BadDocument(
            "thirty-three levels",
            String(repeating: "[", count: 33),
            .tooDeep(limit: 32),
            at: 32
        ),
        BadDocument(
            "a million levels",
            String(repeating: "[", count: 1_000_000),
            .tooDeep(limit: 32),
            at: 32
        ),
    ]
}

struct JSONParsingTests {
    @Test(arguments: BadDocument.all)
    func refuses(_ document: BadDocument) {
        #expect(throws: JSONError(problem: document.problem, offset: document.offset)) {
            try JSONValue(parsing: document.bytes)
        }
    }

    @Test
    func refusesWhatIsTooLarge() {
        #expect(throws: JSONError(problem: .tooLarge(limit: 3), offset: 3)) {
            try JSONValue(parsing: Array("1234".utf8), limits: JSONLimits(size: 3))
        }
    }

    private static let good: [(String, JSONValue)] = [
        ("null", JSONValue.null), ("true", .bool(true)), (" false ", .bool(false)),
        ("0", .integer(0)), ("-1", .integer(-1)), ("9223372036854775807", .integer(.max)),
        ("-9223372036854775808", .integer(.min)), ("[]", .array([])), ("{ }", .object([:])),
        ("\"\\u00e4\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\"\\\\\"", .string("ä😀/\u{8}\u{c}\n\r\t\"\\")),
        ("{\"a\":[1,{\"b\":null}]}", ["a": [1, ["b": .null]]]),
    ]

    @Test(arguments: good)
    func reads(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)) == value)
        #expect(try JSONValue(parsing: Array(value.text().utf8)) == value)
        #expect(try JSONValue(parsing: Array(value.text(indented: true).utf8)) == value)
    }

    /// Whatever happens to a document, reading it ends with a value or an error.
    @Test
    func survivesDamage() throws {
        let sample = Array(#"{"a":[1,-2,{"b":"\u00e4\ud83d\ude00x"}],"c":true,"d":null}"#.utf8)
        var generator = Xorshift(state: 20_260_101)
        var refused = 0
        for _ in 0..<20_000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[place] = UInt8.random(in: 0...255, using: &generator)
            }
            do {
                let value = try JSONValue(parsing: bytes)
                #expect(try JSONValue(parsing: Array(value.text().utf8)) == value)
            } catch {
                refused += 1
                #expect((0...bytes.count).contains(error.offset))
            }
        }
        #expect(refused > 10_000)
    }
}

/// A generator that gives the same numbers in each run.
struct Xorshift: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

import TestSupport
import Testing

@testable import TUF

/// The canonical form against Python: its JSON reader, and the rules of the form written down once more.
struct CanonicalFormTests {
    private static let judge = """
        import json, sys, hashlib
        def form(v):
            if v is True: return 'true'
            if v is False: return 'false'
            if v is None: return 'null'
            if isinstance(v, int): return str(v)
            if isinstance(v, str): return '"' + v.replace('\\\\', '\\\\\\\\').replace('"', '\\\\"') + '"'
            if isinstance(v, list): return '[' + ','.join(map(form, v)) + ']'
            return '{' + ','.join(form(k) + ':' + form(v[k]) for k in sorted(v)) + '}'
        for line in sys.stdin:
            print(hashlib.sha256(form(json.loads(line)).encode()).hexdigest())
        """

    private static let documents = [
        #"{}"#, #"[]"#, #""""#, #"{"b":1,"a":{"d":[true,false,null],"c":-7}}"#,
        #"{"ä":1,"z":2,"Z":3,"":4,"a b":5,"\ud83d\ude00":6,"\uffff":7}"#,
        #"{"text":"quote \" backslash \\ slash \/ tab \t line \n null \u0000 é ￿ 😀"}"#,
        #"[9223372036854775807,-9223372036854775808,0]"#,
        #"{"keytype":"ed25519","scheme":"ed25519","keyval":{"public":"00"}}"#,
    ]

    @Test(.enabled(if: Command.exists("python3"), "python3 is not installed"))
    func agreesWithPython() async throws {
        let input = Self.documents.map { $0 + "\n" }.joined()
        let output = try await Command.run("python3", "-c", Self.judge, input: input).check()
        let digests = output.split(separator: "\n").map(String.init)
        #expect(digests.count == Self.documents.count)
        for (document, digest) in zip(Self.documents, digests) {
            let value = try JSONValue(parsing: Array(document.utf8))
            #expect(Digests.sha256(value.canonicalForm) == digest, "\(document)")
        }
    }

    @Test(.enabled(if: Command.exists("python3"), "python3 is not installed"))
    func textIsJSONToPython() async throws {
        let program = "import json,sys\nfor l in sys.stdin: print(json.dumps(json.loads(l)))"
        for document in Self.documents {
            let value = try JSONValue(parsing: Array(document.utf8))
            let output = try await Command.run("python3", "-c", program, input: value.text())
                .check()
            #expect(try JSONValue(parsing: Array(output.utf8)) == value)
        }
    }

    @Test
    func ordersKeysByBytes() {
        let value: JSONValue = ["é": 1, "z": 2, "Z": 3, "e": 4]
        #expect(value.canonicalForm == Array(#"{"Z":3,"e":4,"z":2,"é":1}"#.utf8))
    }
}

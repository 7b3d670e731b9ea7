import Model
import Testing

@Suite("Texts that become values")
struct TextTests {
    @Test(
        "os-release quoting",
        arguments: [
            ("NAME=plain", "plain"), ("NAME=\"two words\"", "two words"),
            ("NAME='it is $HOME'", "it is $HOME"), ("NAME=\"a \\\"b\\\" \\$c\"", "a \"b\" $c"),
            ("NAME=a\\ b", "a b"), ("NAME=x  ", "x"), ("  NAME=indented", "indented"),
            ("NAME=first\nNAME=last", "last"), ("NAME=\"é\"", "é"),
        ]
    )
    func quoting(_ text: String, _ value: String) {
        #expect(EnvironmentFile(parsing: text)["NAME"] == value)
    }

    @Test(
        "Values survive being written and read",
        arguments: ["", "a b", "\"", "$x`\\", "é", "a=b", "#"]
    )
    func roundTrip(_ value: String) {
        let file = EnvironmentFile([("KEY", value)])
        #expect(EnvironmentFile(parsing: file.text) == file)
    }

    @Test(
        "Names of extensions",
        arguments: [
            ("htop", true), ("kubernetes-1.35", true), ("1password", true), ("", false),
            ("a_b", false), ("a+b", false), ("a/b", false), ("..", false), (".hidden", false),
            ("a b", false), ("x.raw", false), ("é", false), ("a\0b", false),
        ]
    )
    func names(_ text: String, _ isValid: Bool) {
        #expect((ExtensionName(text) != nil) == isValid)
    }

    @Test("File names are read back, with '-' in names and versions")
    func fileNames() throws {
        let name = try #require(ExtensionName("kubernetes-1.35"))
        let text = "kubernetes-1.35-1.35.0-1.fc43-43-x86-64.raw"
        let file = try #require(ImageFileName(text, of: name))
        #expect(file.version.text == "1.35.0-1.fc43")
        #expect(file.release.text == "43")
        #expect(file.architecture == .x86_64)
        #expect(file.text == text)
        #expect(ImageFileName("kubernetes-1.35-43-x86-64.raw", of: name) == nil)
        #expect(ImageFileName("kubernetes-1.35-1-43-riscv.raw", of: name) == nil)
        #expect(ImageFileName(text, of: try #require(ExtensionName("htop"))) == nil)
    }

    @Test("Hexadecimal", arguments: [("00ff", true), ("0", false), ("0g", false), ("", true)])
    func hexadecimal(_ text: String, _ isValid: Bool) {
        #expect((Hexadecimal.bytes(text) != nil) == isValid)
        if isValid { #expect(Hexadecimal.bytes(text).map { Hexadecimal.text($0) } == text) }
    }

    @Test("Errors become lines: the sentence, its causes, the nearest hint")
    func lines() {
        let inner = #expect(throws: DocumentError.self) {
            try Catalogue(parsing: "b: 1", document: "a")
        }
        struct Outer: Diagnosable {
            let cause: (any Error)?
            var description: String { "cannot build 'x'" }
        }
        #expect(
            diagnosticLines(for: Outer(cause: inner)) == [
                "error: cannot build 'x'",
                "  caused by: 'a' line 1, column 1: unknown key 'b'",
                "hint: the keys are base-repositories, repositories, title, url",
            ]
        )
        #expect(Outer(cause: inner).kind.exitCode == 1)
    }
}

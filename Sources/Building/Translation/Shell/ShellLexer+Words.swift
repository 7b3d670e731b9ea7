extension ShellLexer {
    /// Reads a word up to a blank or an operator.
    mutating func word() throws(ShellError) -> ShellWord {
        var word = ShellWord()
        var literal: [UInt8] = []
        let start = place
        reading: while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\\"):
                place += 1
                guard let next = peek() else { throw ShellError(text: line(at: place)) }
                place += 1
                // A backslash before the end of a line joins the lines.
                if next != UInt8(ascii: "\n") { literal.append(next) }
                word.isQuoted = true
            case UInt8(ascii: "'"):
                literal += try quoted()
                word.isQuoted = true
            case UInt8(ascii: "\""):
                try doubleQuoted(&word, &literal)
            case UInt8(ascii: "$"), UInt8(ascii: "`"):
                try expansion(&word, &literal)
            case _ where " \t\r\n;&|()<>".utf8.contains(byte): break reading
            default:
                if "*?~".utf8.contains(byte) || byte == UInt8(ascii: "[") && place > start
                    || byte == UInt8(ascii: "[") && !isTest()
                    || byte == UInt8(ascii: "{") && isList()
                {
                    word.isPattern = true
                }
                literal.append(byte)
                place += 1
            }
        }
        Self.end(&literal, of: &word)
        if word.parts.isEmpty, word.isQuoted { word.parts = [.literal("")] }
        word.source = String(decoding: bytes[start..<place], as: UTF8.self)
        return word
    }

    /// Whether the `[` here is the command `[` or `[[`, and no pattern.
    private func isTest() -> Bool {
        let after = peek(1) == UInt8(ascii: "[") ? peek(2) : peek(1)
        return after.map { " \t\n".utf8.contains($0) } ?? true
    }

    /// Whether the `{` here begins a list like `{a,b}`.
    private func isList() -> Bool {
        let rest = bytes[place...].prefix { !" \t\n;".utf8.contains($0) }
        return rest.contains(UInt8(ascii: ",")) && rest.contains(UInt8(ascii: "}"))
    }

    static func end(_ literal: inout [UInt8], of word: inout ShellWord) {
        guard !literal.isEmpty else { return }
        word.parts.append(.literal(String(decoding: literal, as: UTF8.self)))
        literal = []
    }

    /// What stands between single quotes.
    mutating func quoted() throws(ShellError) -> ArraySlice<UInt8> {
        let start = place
        place += 1
        guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "'")) else {
            throw ShellError(text: line(at: start))
        }
        defer { place = end + 1 }
        return bytes[place..<end]
    }

    private mutating func doubleQuoted(
        _ word: inout ShellWord,
        _ literal: inout [UInt8]
    ) throws(ShellError) {
        let start = place
        word.isQuoted = true
        place += 1
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                place += 1
                return
            case UInt8(ascii: "\\"):
                place += 1
                guard let next = peek() else { throw ShellError(text: line(at: start)) }
                place += 1
                if !"$`\"\\\n".utf8.contains(next) { literal.append(byte) }
                if next != UInt8(ascii: "\n") { literal.append(next) }
            case UInt8(ascii: "$"), UInt8(ascii: "`"): try expansion(&word, &literal)
            default:
                literal.append(byte)
                place += 1
            }
        }
        throw ShellError(text: line(at: start))
    }
}

/// Cuts a line of a systemd configuration file into fields at blanks, where quotes and backslashes hold a field together
/// (`sysusers.d(5)`, `tmpfiles.d(5)`).
enum QuotedFields {
    /// The fields of a line; the last of `limit` fields is all that is left, as it is written.
    ///
    /// Nothing comes back when a quote is not closed.
    static func split(_ line: some StringProtocol, limit: Int = .max) -> [String]? {
        var fields: [String] = []
        var rest = Substring(line)
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" }
            guard !rest.isEmpty else { return fields }
            if fields.count == limit - 1 {
                let end = rest.lastIndex { $0 != " " && $0 != "\t" } ?? rest.startIndex
                return fields + [String(rest[...end])]
            }
            guard let field = field(&rest) else { return nil }
            fields.append(field)
        }
    }

    private static func field(_ rest: inout Substring) -> String? {
        var field = ""
        var quote: Character?
        while let character = rest.first {
            if quote == nil, character == " " || character == "\t" { break }
            rest.removeFirst()
            if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
            } else if character == "\\" {
                guard let escaped = rest.popFirst() else { return nil }
                field.append(unescaped(escaped))
            } else {
                field.append(character)
            }
        }
        return quote == nil ? field : nil
    }

    private static func unescaped(_ character: Character) -> Character {
        switch character {
        case "n": "\n"
        case "t": "\t"
        default: character
        }
    }

    /// A field as it is written: quoted where it has to be, `%` doubled so that it is no specifier.
    static func quoted(_ text: String) -> String {
        guard !text.isEmpty else { return "\"\"" }
        var written = ""
        var needsQuotes = false
        for character in text {
            switch character {
            case "%": written += "%%"
            case "\"", "\\":
                written += "\\\(character)"
                needsQuotes = true
            case "\n":
                written += "\\n"
                needsQuotes = true
            case "\t":
                written += "\\t"
                needsQuotes = true
            case " ", "'":
                written.append(character)
                needsQuotes = true
            default: written.append(character)
            }
        }
        return needsQuotes ? "\"\(written)\"" : written
    }

    /// The lines of such a file that are no comments and not empty.
    static func lines(of text: String) -> [Substring] {
        text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }
            .filter { !$0.isEmpty && !$0.hasPrefix("#") && !$0.hasPrefix(";") }
    }
}

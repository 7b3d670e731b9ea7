/// The fields of an `os-release` or `extension-release` file, in the order in which they stand.
///
/// Follows `os-release(5)`: assignments one a line, values plain or quoted as a shell would, `#` comments. A line that is no
/// assignment is left out, as systemd leaves it out.
package struct EnvironmentFile: Equatable, Sendable {
    /// The assignments, first to last.
    package private(set) var fields: [(key: String, value: String)] = []

    /// Makes a file from fields, in this order.
    package init(_ fields: [(key: String, value: String)]) {
        self.fields = fields
    }

    /// Reads the text of such a file.
    package init(parsing text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.drop { $0 == " " || $0 == "\t" }
            guard let equals = line.firstIndex(of: "="), line.first != "#", line.first != ";" else {
                continue
            }
            let key = String(line[..<equals])
            guard !key.isEmpty, key.allSatisfy(Self.isKeyCharacter) else { continue }
            fields.append((key, Self.unquoted(line[line.index(after: equals)...])))
        }
    }

    /// The value of a key: the last one when there are several, nothing when it is absent or empty.
    package subscript(key: String) -> String? {
        guard let value = fields.last(where: { $0.key == key })?.value, !value.isEmpty else {
            return nil
        }
        return value
    }

    /// Whether there is an assignment to this key at all, even an empty one.
    package func assigns(_ key: String) -> Bool {
        fields.contains { $0.key == key }
    }

    /// The file's text: one assignment a line, quoted where a shell would need it.
    package var text: String {
        fields.map { "\($0.key)=\(Self.quoted($0.value))\n" }.joined()
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.fields.elementsEqual(right.fields) { $0 == $1 }
    }

    private static func isKeyCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isASCII
            && (character.isLetter || character.isNumber || "_-.:/+,@~^".contains(character))
    }

    private static func quoted(_ value: String) -> String {
        guard !value.allSatisfy(isPlain) else { return value }
        var text = "\""
        for character in value {
            if "\"\\$`".contains(character) { text.append("\\") }
            text.append(character)
        }
        return text + "\""
    }

    private static func unquoted(_ text: Substring) -> String {
        var value = ""
        var trailing = 0  // unquoted blanks at the end, which do not count
        var quote: Character?
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
            } else if character == "\\", quote != "'", let escaped = rest.popFirst() {
                // Within double quotes only these four lose their backslash.
                if quote == "\"", !"\"\\$`".contains(escaped) { value.append("\\") }
                value.append(escaped)
                trailing = 0
                continue
            } else {
                value.append(character)
                trailing = quote == nil && character.isWhitespace ? trailing + 1 : 0
                continue
            }
            trailing = 0
        }
        return String(value.dropLast(trailing))
    }
}

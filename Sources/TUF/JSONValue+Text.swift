extension JSONValue {
    /// The value as JSON text that any parser reads; the same value always gives the same text.
    ///
    /// Indented by one blank a level for files that people read, or on one line.
    package func text(indented: Bool = false) -> String {
        var text = ""
        write(to: &text, level: indented ? 0 : nil)
        return text
    }

    private func write(to text: inout String, level: Int?) {
        switch self {
        case .object(let members):
            text += "{"
            for (index, member) in Self.sorted(members).enumerated() {
                Self.startElement(index, level, in: &text)
                Self.write(member.key, to: &text)
                text += level == nil ? ":" : ": "
                member.value.write(to: &text, level: level.map { $0 + 1 })
            }
            Self.endElements(members.count, level, "}", in: &text)
        case .array(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                Self.startElement(index, level, in: &text)
                element.write(to: &text, level: level.map { $0 + 1 })
            }
            Self.endElements(elements.count, level, "]", in: &text)
        case .string(let string): Self.write(string, to: &text)
        case .integer(let number): text += String(number)
        case .bool(let flag): text += flag ? "true" : "false"
        case .null: text += "null"
        }
    }

    private static func startElement(_ index: Int, _ level: Int?, in text: inout String) {
        if index > 0 { text += "," }
        if let level { text += "\n" + String(repeating: " ", count: level + 1) }
    }

    private static func endElements(
        _ count: Int,
        _ level: Int?,
        _ bracket: String,
        in text: inout String
    ) {
        if count > 0, let level { text += "\n" + String(repeating: " ", count: level) }
        text += bracket
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                text += "\\u00" + Hex.text([UInt8(scalar.value)])
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

extension JSONValue {
    /// The canonical form: the one byte sequence that stands for this value, and that gets hashed and signed.
    ///
    /// OLPC canonical JSON, as TUF (section 4.2) uses it: no blanks, keys in the order of their bytes, and in texts only `"` and
    /// `\` escaped. It is JSON only as long as no text holds a control character; `text(indented:)` always is.
    package var canonicalForm: [UInt8] {
        var bytes: [UInt8] = []
        appendCanonical(to: &bytes)
        return bytes
    }

    private func appendCanonical(to bytes: inout [UInt8]) {
        switch self {
        case .object(let members): Self.appendMembers(members, to: &bytes)
        case .array(let elements): Self.appendElements(elements, to: &bytes)
        case .string(let text): Self.appendText(text, to: &bytes)
        case .integer(let number): bytes += Array(String(number).utf8)
        case .bool(let flag): bytes += Array((flag ? "true" : "false").utf8)
        case .null: bytes += Array("null".utf8)
        }
    }

    private static func appendMembers(
        _ members: [String: JSONValue],
        to bytes: inout [UInt8]
    ) {
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in sorted(members).enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            appendText(member.key, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            member.value.appendCanonical(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func appendElements(_ elements: [JSONValue], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            element.appendCanonical(to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func appendText(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                bytes.append(UInt8(ascii: "\\"))
            }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The members in the order of their keys' bytes; Swift's own order of texts is another one.
    static func sorted(
        _ members: [String: JSONValue]
    ) -> [(key: String, value: JSONValue)] {
        members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }
}

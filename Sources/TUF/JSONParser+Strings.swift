extension JSONParser {
    /// Reads a text, its opening quote next.
    mutating func string() throws(JSONError) -> String {
        offset += 1
        let start = offset
        var text: [UInt8] = []
        while true {
            let byte = try peek()
            if byte == UInt8(ascii: "\"") { break }
            guard byte >= 0x20 else { throw error(.controlCharacter) }
            offset += 1
            if byte == UInt8(ascii: "\\") {
                try escape(into: &text)
            } else {
                text.append(byte)
            }
        }
        offset += 1
        guard let string = String(validating: text, as: UTF8.self) else {
            throw JSONError(problem: .badUTF8, offset: start)
        }
        return string
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        let letter = try peek()
        offset += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += Array(String(Character(try scalar())).utf8)
        default: throw JSONError(problem: .badEscape, offset: offset - 2)
        }
    }

    /// Reads what follows `\u`: one scalar, or the two halves of a surrogate pair; a half alone is refused.
    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
        let start = offset - 2
        let bad = JSONError(problem: .badEscape, offset: start)
        let high = try codeUnit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xdc00 else { throw bad }
        for expected in "\\u".utf8 {
            guard try peek() == expected else { throw bad }
            offset += 1
        }
        let low = try codeUnit()
        guard (0xdc00...0xdfff).contains(low) else { throw bad }
        let value = 0x10000 + (UInt32(high) - 0xd800) << 10 + (UInt32(low) - 0xdc00)
        guard let scalar = Unicode.Scalar(value) else { throw bad }
        return scalar
    }

    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            let byte = try peek()
            guard let digit = Hex.value(of: byte) else { throw error(.badEscape) }
            unit = unit << 4 | UInt16(digit)
            offset += 1
        }
        return unit
    }
}

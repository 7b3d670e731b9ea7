extension ShellLexer {
    /// Reads what begins with `$` or a backquote.
    mutating func expansion(
        _ word: inout ShellWord,
        _ literal: inout [UInt8]
    ) throws(ShellError) {
        let start = place
        if peek() == UInt8(ascii: "`") {
            let rest = bytes[(place + 1)...]
            guard let end = rest.firstIndex(of: UInt8(ascii: "`")) else {
                throw ShellError(text: line(at: start))
            }
            Self.end(&literal, of: &word)
            let inside = String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
            word.parts.append(inside.contains("\\") ? .opaque : .substitution(inside))
            if inside.contains("\\") { throw ShellError(text: line(at: start)) }
            place = end + 1
            return
        }
        guard let next = peek(1) else {
            literal.append(UInt8(ascii: "$"))
            place += 1
            return
        }
        switch next {
        case UInt8(ascii: "("):
            Self.end(&literal, of: &word)
            word.parts.append(try parenthesised())
        case UInt8(ascii: "{"):
            Self.end(&literal, of: &word)
            word.parts.append(try braced())
        case UInt8(ascii: "'"): throw ShellError(text: line(at: start))
        default:
            let name = Self.name(in: bytes[(place + 1)...])
            guard !name.isEmpty else {
                literal.append(UInt8(ascii: "$"))
                place += 1
                return
            }
            Self.end(&literal, of: &word)
            word.parts.append(.variable(name))
            place += 1 + name.utf8.count
        }
    }

    /// A variable's name, or one of the special parameters.
    private static func name(in bytes: ArraySlice<UInt8>) -> String {
        guard let first = bytes.first else { return "" }
        if "0123456789#?@*$!-".utf8.contains(first) {
            return String(decoding: [first], as: UTF8.self)
        }
        return String(decoding: bytes.prefix { isNameByte($0) }, as: UTF8.self)
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x5f, 0x61...0x7a: true
        default: false
        }
    }

    private mutating func braced() throws(ShellError) -> ShellWord.Part {
        let start = place + 2
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "}")) else {
            throw ShellError(text: line(at: start))
        }
        let inside = bytes[start..<end]
        place = end + 1
        let name = Self.name(in: inside)
        if !name.isEmpty, name.utf8.count == inside.count { return .variable(name) }
        // What a default or a pattern holds could run commands.
        guard !inside.contains(where: { "`${".utf8.contains($0) }) else {
            throw ShellError(text: line(at: start))
        }
        return .opaque
    }

    /// `$(…)` with all that is nested in it; `$((…))` calculates.
    private mutating func parenthesised() throws(ShellError) -> ShellWord.Part {
        let isArithmetic = peek(2) == UInt8(ascii: "(")
        let start = place + 2
        var depth = 1
        place = start
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\\"): place += 1
            case UInt8(ascii: "'"):
                _ = try quoted()
                continue
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            place += 1
            guard depth == 0 else { continue }
            let inside = String(decoding: bytes[start..<(place - 1)], as: UTF8.self)
            guard isArithmetic else { return .substitution(inside) }
            guard !inside.contains(where: { "`$".contains($0) }) else {
                throw ShellError(text: line(at: start))
            }
            return .opaque
        }
        throw ShellError(text: line(at: start))
    }
}

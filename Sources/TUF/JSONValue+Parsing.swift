extension JSONValue {
    /// Reads one JSON document (RFC 8259), strictly: whole numbers that fit 64 bits, no key twice, valid UTF-8, nothing after it.
    ///
    /// Throws: `JSONError` with the offset of the first byte that is wrong.
    package init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        guard bytes.count <= limits.size else {
            throw JSONError(problem: .tooLarge(limit: limits.size), offset: limits.size)
        }
        var parser = JSONParser(bytes: bytes, maximumDepth: limits.depth)
        self = try parser.document()
    }
}

/// Reads values from the front of a byte array; strings are `JSONParser+Strings.swift`.
struct JSONParser {
    let bytes: [UInt8]
    let maximumDepth: Int
    var offset = 0

    init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    mutating func document() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipBlanks()
        guard offset == bytes.count else { throw error(.trailingBytes) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        skipBlanks()
        switch try peek() {
        case UInt8(ascii: "{"): return .object(try members(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try elements(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .integer(try number())
        }
    }

    private mutating func members(depth: Int) throws(JSONError) -> [String: JSONValue] {
        try enter(depth)
        var members: [String: JSONValue] = [:]
        skipBlanks()
        if try take("}") { return members }
        repeat {
            skipBlanks()
            let start = offset
            guard try peek() == UInt8(ascii: "\"") else { throw unexpected() }
            let key = try string()
            guard members[key] == nil else {
                throw JSONError(problem: .duplicateKey(key), offset: start)
            }
            skipBlanks()
            guard try take(":") else { throw unexpected() }
            members[key] = try value(depth: depth)
            skipBlanks()
        } while try take(",")
        guard try take("}") else { throw unexpected() }
        return members
    }

    private mutating func elements(depth: Int) throws(JSONError) -> [JSONValue] {
        try enter(depth)
        var elements: [JSONValue] = []
        skipBlanks()
        if try take("]") { return elements }
        repeat {
            elements.append(try value(depth: depth))
            skipBlanks()
        } while try take(",")
        guard try take("]") else { throw unexpected() }
        return elements
    }

    /// Steps over the opening bracket of an array or object.
    private mutating func enter(_ depth: Int) throws(JSONError) {
        guard depth <= maximumDepth else { throw error(.tooDeep(limit: maximumDepth)) }
        offset += 1
    }

    private mutating func number() throws(JSONError) -> Int64 {
        let start = offset
        if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        let digits = bytes[offset...].prefix { (0x30...0x39).contains($0) }
        guard let first = digits.first else { throw try unexpectedNext() }
        offset = digits.endIndex
        if offset < bytes.count, ".eE".utf8.contains(bytes[offset]) { throw error(.notWhole) }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        // `-0` and leading zeros would give one number two spellings.
        guard text != "-0", first != 0x30 || digits.count == 1 else {
            throw JSONError(problem: .notWhole, offset: start)
        }
        guard let number = Int64(text) else {
            throw JSONError(problem: .outOfRange, offset: start)
        }
        return number
    }

    private mutating func word(
        _ word: StaticString,
        _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        for expected in "\(word)".utf8 {
            guard try peek() == expected else { throw unexpected() }
            offset += 1
        }
        return value
    }

    private mutating func skipBlanks() {
        while offset < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[offset]) {
            offset += 1
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) throws(JSONError) -> Bool {
        guard try peek() == UInt8(ascii: scalar) else { return false }
        offset += 1
        return true
    }

    func peek() throws(JSONError) -> UInt8 {
        guard offset < bytes.count else { throw error(.unexpectedEnd) }
        return bytes[offset]
    }

    func error(_ problem: JSONError.Problem) -> JSONError {
        JSONError(problem: problem, offset: offset)
    }

    private func unexpected() -> JSONError { error(.unexpectedByte(bytes[offset])) }

    private func unexpectedNext() throws(JSONError) -> JSONError {
        error(.unexpectedByte(try peek()))
    }
}

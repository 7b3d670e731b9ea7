/// Reads an XML document from one end to the other, without ever holding more than a piece of it.
///
/// It knows what metadata of repositories consists of: elements, attributes, text, comments, and the five entities that XML
/// defines itself. A document type is refused, so that there are no other entities. Lengths and depth have limits.
struct XMLScanner: ~Copyable {
    /// What was found: a start tag, an end tag (after an empty element's start too), or the document's end.
    enum Event {
        case open
        case close
        case end
    }

    /// Gets more bytes into a part of the buffer, and returns how many; zero at the end.
    typealias Source = (inout [UInt8], Range<Int>) throws(XMLProblem) -> Int

    static let longest = 1 << 20
    static let deepest = 64

    /// What was read and is not used up yet; the ranges below are places in it, valid until the next event.
    private(set) var buffer: [UInt8]
    /// The name of the tag that was found.
    private(set) var name = 0..<0
    /// At an end tag, the text since the tag before it, with entities as they stand.
    private(set) var text = 0..<0
    private(set) var depth = 0
    private var attributes = 0..<0
    private var position = 0
    private var limit = 0
    private var isEmptyElement = false
    /// A hash of the name of each element that is open.
    private var open: [UInt64] = []
    private let source: Source

    init(_ source: @escaping Source) {
        self.source = source
        buffer = [UInt8](repeating: 0, count: Self.longest)
    }

    /// Goes to the next tag.
    mutating func next() throws(XMLProblem) -> Event {
        if isEmptyElement {
            isEmptyElement = false
            text = 0..<0
            depth -= 1
            open.removeLast()
            return .close
        }
        while true {
            guard let start = try findTag() else {
                guard depth == 0 else { throw .truncated }
                return .end
            }
            let end = try findEnd(of: start)
            // What is left of the bytes may have moved.
            let tag = end.start
            position = end.end + 1
            switch buffer[tag + 1] {
            case UInt8(ascii: "?"), UInt8(ascii: "!"): continue
            case UInt8(ascii: "/"):
                text = end.text..<tag
                return try close(tag + 2..<end.end)
            default: return try open(tag + 1..<end.end)
            }
        }
    }

    /// The place of the next `<`, or nothing at the end.
    private mutating func findTag() throws(XMLProblem) -> Int? {
        var cursor = position
        while true {
            if let found = Bytes.first(UInt8(ascii: "<"), in: buffer, cursor..<limit) {
                return found
            }
            cursor = limit
            guard try more(&cursor) else {
                // Only space may follow the last tag, and nobody cares what else does.
                return nil
            }
        }
    }

    private struct TagPlace {
        let text: Int
        let start: Int
        let end: Int
    }

    /// The place of the `>` that ends the tag at a place.
    private mutating func findEnd(of start: Int) throws(XMLProblem) -> TagPlace {
        var cursor = start + 4
        var length = 4
        while cursor > limit {
            guard try more(&cursor) else { throw .truncated }
        }
        var tag = cursor - length
        let second = buffer[tag + 1]
        if second == UInt8(ascii: "!") {
            guard buffer[tag + 2] == UInt8(ascii: "-"), buffer[tag + 3] == UInt8(ascii: "-") else {
                throw .declaration
            }
        } else {
            cursor = tag + 1
        }
        let isComment = second == UInt8(ascii: "!")
        var quote: UInt8 = 0
        while true {
            while cursor < limit {
                let byte = buffer[cursor]
                if isComment {
                    if byte == UInt8(ascii: ">"), cursor >= tag + 6,
                        buffer[cursor - 1] == UInt8(ascii: "-"),
                        buffer[cursor - 2] == UInt8(ascii: "-")
                    {
                        return TagPlace(text: position, start: tag, end: cursor)
                    }
                } else if quote != 0 {
                    if byte == quote { quote = 0 }
                } else if byte == UInt8(ascii: ">") {
                    return TagPlace(text: position, start: tag, end: cursor)
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                }
                cursor += 1
            }
            length = cursor - tag
            guard try more(&cursor) else { throw .truncated }
            tag = cursor - length
        }
    }

    /// Reads on, and moves what is not used up to the buffer's start; false at the end.
    private mutating func more(_ cursor: inout Int) throws(XMLProblem) -> Bool {
        if position > 0 {
            let length = limit - position
            unsafe buffer.withUnsafeMutableBytes { bytes in
                guard let start = bytes.baseAddress else { return }
                unsafe start.copyMemory(from: start + position, byteCount: length)
            }
            cursor -= position
            (position, limit) = (0, length)
        }
        guard limit < buffer.count else { throw .tooLong(limit: Self.longest) }
        let count = try source(&buffer, limit..<buffer.count)
        guard Bytes.first(0, in: buffer, limit..<limit + count) == nil else {
            throw .malformed("it has a zero byte")
        }
        limit += count
        return count > 0
    }

    private mutating func open(_ tag: Range<Int>) throws(XMLProblem) -> Event {
        var end = tag.upperBound
        if end > tag.lowerBound, buffer[end - 1] == UInt8(ascii: "/") {
            end -= 1
            isEmptyElement = true
        }
        name = word(tag.lowerBound..<end)
        guard !name.isEmpty else { throw .malformed("a tag has no name") }
        attributes = name.upperBound..<end
        depth += 1
        guard depth <= Self.deepest else { throw .tooDeep(limit: Self.deepest) }
        open.append(Bytes.hash(buffer, name))
        return .open
    }

    private mutating func close(_ tag: Range<Int>) throws(XMLProblem) -> Event {
        name = word(tag)
        guard open.popLast() == Bytes.hash(buffer, name) else {
            throw .malformed("an end tag does not fit its start tag")
        }
        depth -= 1
        return .close
    }

    private func word(_ range: Range<Int>) -> Range<Int> {
        var end = range.lowerBound
        while end < range.upperBound, buffer[end] > 0x20 { end += 1 }
        return range.lowerBound..<end
    }

    /// Goes to the next attribute of a start tag, and returns the places of its name and value.
    mutating func nextAttribute() throws(XMLProblem) -> (name: Range<Int>, value: Range<Int>)? {
        var cursor = attributes.lowerBound
        let end = attributes.upperBound
        while cursor < end, buffer[cursor] <= 0x20 { cursor += 1 }
        guard cursor < end else { return nil }
        let start = cursor
        while cursor < end, buffer[cursor] != UInt8(ascii: "="), buffer[cursor] > 0x20 {
            cursor += 1
        }
        let name = start..<cursor
        guard cursor + 1 < end, buffer[cursor] == UInt8(ascii: "=") else {
            throw .malformed("an attribute has no value")
        }
        let quote = buffer[cursor + 1]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw .malformed("the value of an attribute is not quoted")
        }
        cursor += 2
        let first = cursor
        while cursor < end, buffer[cursor] != quote { cursor += 1 }
        guard cursor < end else { throw .malformed("the value of an attribute does not end") }
        attributes = cursor + 1..<end
        return (name, first..<cursor)
    }

    /// Whether the bytes at a place are a word.
    @inline(__always) func equals(_ range: Range<Int>, _ word: StaticString) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        let start = unsafe word.utf8Start
        for index in 0..<range.count where unsafe buffer[range.lowerBound + index] != start[index] {
            return false
        }
        return true
    }
}

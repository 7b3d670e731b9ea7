/// Reads a text of the common intermediate language statement by statement.
struct CILReader {
    /// A word, or a list of such.
    enum Item {
        case word(String)
        indirect case list([Item])

        /// The word, when it is one.
        var text: String? {
            if case .word(let text) = self { text } else { nil }
        }
    }

    /// Statements that hold statements; of these only blocks have a name that counts.
    private static let containers: Set<String> = [
        "block", "optional", "booleanif", "tunableif", "true", "false", "in",
    ]
    /// Real texts are nested a dozen deep; beyond this it is no text for people or their programs.
    private static let depthLimit = 64

    private let bytes: [UInt8]
    private var position = 0
    /// The open containers, and the block's name where they are one.
    private var open: [String?] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next statement that holds no statements, with the names of the blocks around it; nothing at the end.
    mutating func next() throws(PolicyProblem) -> ([Item], [String])? {
        while let byte = nextByte() {
            switch byte {
            case UInt8(ascii: "("):
                guard open.count < Self.depthLimit else { throw .malformed(offset: position) }
                position += 1
                guard nextByte() != nil else { throw .truncated }
                guard let word = peekWord(), Self.containers.contains(word) else {
                    return (try list(depth: open.count), open.compactMap { $0 })
                }
                _ = try item(depth: 0)
                open.append(try name(of: word))
            case UInt8(ascii: ")"):
                guard open.popLast() != nil else { throw .malformed(offset: position) }
                position += 1
            default:
                // A condition, or a name behind a container's word.
                _ = try item(depth: open.count)
            }
        }
        guard open.isEmpty else { throw .truncated }
        return nil
    }

    /// A block's name, which stands behind the word.
    private mutating func name(of word: String) throws(PolicyProblem) -> String? {
        guard word == "block" || word == "in" else { return nil }
        guard let byte = nextByte(), byte != UInt8(ascii: "("), byte != UInt8(ascii: ")") else {
            throw .malformed(offset: position)
        }
        return try item(depth: 0).text
    }

    /// The rest of a list whose parenthesis has been read.
    private mutating func list(depth: Int) throws(PolicyProblem) -> [Item] {
        guard depth < Self.depthLimit else { throw .malformed(offset: position) }
        var items: [Item] = []
        while let byte = nextByte() {
            guard byte != UInt8(ascii: ")") else {
                position += 1
                return items
            }
            items.append(try item(depth: depth + 1))
        }
        throw .truncated
    }

    private mutating func item(depth: Int) throws(PolicyProblem) -> Item {
        guard let byte = nextByte() else { throw .truncated }
        if byte == UInt8(ascii: "(") {
            position += 1
            return .list(try list(depth: depth))
        }
        if byte == UInt8(ascii: "\"") { return .word(try quoted()) }
        guard let word = peekWord() else { throw .malformed(offset: position) }
        position += word.utf8.count
        return .word(word)
    }

    private mutating func quoted() throws(PolicyProblem) -> String {
        let start = position + 1
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) else { throw .truncated }
        guard let text = String(validating: bytes[start..<end], as: UTF8.self) else {
            throw .malformed(offset: start)
        }
        position = end + 1
        return text
    }

    /// The word that begins here, when one does.
    private func peekWord() -> String? {
        let word = bytes[position...].prefix { byte in
            byte > 0x20 && !"()\";".utf8.contains(byte)
        }
        guard !word.isEmpty, word.count < 4096 else { return nil }
        return String(validating: word, as: UTF8.self)
    }

    /// The byte after white space and comments, which stays to be read.
    private mutating func nextByte() -> UInt8? {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: ";") {
                position = bytes[position...].firstIndex(of: 0x0a) ?? bytes.count
            } else if byte <= 0x20 {
                position += 1
            } else {
                return byte
            }
        }
        return nil
    }
}

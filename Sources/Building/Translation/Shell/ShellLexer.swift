/// Cuts a shell script into words and what is between them (POSIX.1-2017, XCU 2.3), without expanding anything.
struct ShellLexer {
    let bytes: [UInt8]
    var place = 0
    private var tokens: [ShellToken] = []
    /// The ends of texts that begin after this line, and where they belong.
    private var pending: [(end: String, isVerbatim: Bool, stripsTabs: Bool, token: Int)] = []

    /// The longest script that is looked at, in bytes.
    static let limit = 1 << 17

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The tokens of a script.
    ///
    /// Throws: `ShellError` at what is not understood.
    static func tokens(of text: String) throws(ShellError) -> [ShellToken] {
        guard text.utf8.count <= limit else { throw ShellError(text: "a script of this length") }
        var lexer = ShellLexer(text)
        while lexer.place < lexer.bytes.count { try lexer.next() }
        guard lexer.pending.isEmpty else { throw ShellError(text: "a text without its end") }
        return lexer.tokens
    }

    func peek(_ offset: Int = 0) -> UInt8? {
        place + offset < bytes.count ? bytes[place + offset] : nil
    }

    private mutating func next() throws(ShellError) {
        guard let byte = peek() else { return }
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): place += 1
        case UInt8(ascii: "#"):
            while let byte = peek(), byte != UInt8(ascii: "\n") { place += 1 }
        case UInt8(ascii: "\\") where peek(1) == UInt8(ascii: "\n"): place += 2
        case UInt8(ascii: "\n"):
            place += 1
            tokens.append(.separator("\n"))
            try readTexts()
        default:
            if let sign = separator() {
                place += sign.utf8.count
                tokens.append(.separator(sign))
            } else if let sign = redirection() {
                try read(redirection: sign)
            } else {
                tokens.append(.word(try word()))
            }
        }
    }

    private func begins(with text: String) -> Bool {
        bytes[place...].starts(with: text.utf8)
    }

    private func separator() -> String? {
        guard !begins(with: "&>") else { return nil }
        return [";;", "&&", "||", ";", "|", "&", "(", ")"].first { begins(with: $0) }
    }

    /// A redirection's sign with the descriptor before it.
    private func redirection() -> (digits: Int, sign: String)? {
        var digits = 0
        while let byte = peek(digits), (0x30...0x39).contains(byte) { digits += 1 }
        let rest = bytes[(place + digits)...]
        let signs = ["&>>", "&>", "<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">"]
        guard let sign = signs.first(where: { rest.starts(with: $0.utf8) }) else { return nil }
        return digits > 0 && sign.hasPrefix("&") ? nil : (digits, sign)
    }

    private mutating func read(redirection: (digits: Int, sign: String)) throws(ShellError) {
        place += redirection.digits + redirection.sign.utf8.count
        while peek() == UInt8(ascii: " ") || peek() == UInt8(ascii: "\t") { place += 1 }
        let target = try word()
        guard !target.source.isEmpty else { throw ShellError(text: line(at: place)) }
        if redirection.sign == "<<" || redirection.sign == "<<-" {
            guard let end = target.literal else { throw ShellError(text: line(at: place)) }
            pending.append((end, target.isQuoted, redirection.sign == "<<-", tokens.count))
        }
        tokens.append(.redirection(ShellRedirection(sign: redirection.sign, target: target)))
    }

    /// Reads the texts (here-documents) that begin after a line.
    private mutating func readTexts() throws(ShellError) {
        for text in pending {
            var body = ""
            while true {
                guard place < bytes.count else { throw ShellError(text: "<<\(text.end)") }
                let rest = bytes[place...]
                let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
                var found = String(decoding: bytes[place..<end], as: UTF8.self)
                place = min(end + 1, bytes.count)
                if text.stripsTabs { found = String(found.drop { $0 == "\t" }) }
                if found == text.end { break }
                body += found + "\n"
            }
            let isOpen = !text.isVerbatim && body.contains { "$`\\".contains($0) }
            let word = ShellWord(parts: [isOpen ? .opaque : .literal(body)], source: body)
            tokens[text.token] = .redirection(ShellRedirection(sign: "<<", target: word))
        }
        pending = []
    }

    /// The line that a place is in, for a message.
    func line(at place: Int) -> String {
        let before = bytes[..<min(place, bytes.count)].lastIndex(of: UInt8(ascii: "\n"))
        let start = before.map { $0 + 1 } ?? 0
        let rest = bytes[start...].prefix { $0 != UInt8(ascii: "\n") }.prefix(100)
        return String(decoding: rest, as: UTF8.self)
    }
}

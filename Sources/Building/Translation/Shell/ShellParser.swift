/// Reads the structure of a shell script (POSIX.1-2017, XCU 2.10): lists, chains, pipelines, `if`, `case`, `for`, groups.
///
/// Loops that depend on commands and functions are more than is understood.
struct ShellParser {
    private let tokens: [ShellToken]
    var place = 0
    private var depth = 0

    private static let deepest = 40
    private static let reserved: Set<String> = [
        "then", "else", "elif", "fi", "do", "done", "esac", "}", "in",
    ]

    /// The statements of a script.
    ///
    /// Throws: `ShellError` at what is not understood.
    static func statements(of text: String) throws(ShellError) -> [ShellStatement] {
        var parser = ShellParser(tokens: try ShellLexer.tokens(of: text))
        let statements = try parser.list()
        guard parser.place == parser.tokens.count else { throw parser.error() }
        return statements
    }

    private init(tokens: [ShellToken]) {
        self.tokens = tokens
    }

    var token: ShellToken? { place < tokens.count ? tokens[place] : nil }

    var keyword: String? {
        guard case .word(let word) = token else { return nil }
        return word.keyword
    }

    func isAt(_ separator: String) -> Bool { token == .separator(separator) }

    func error() -> ShellError {
        var text: [String] = []
        for token in tokens[min(place, tokens.count)...].prefix(8) {
            switch token {
            case .word(let word): text.append(word.source)
            case .separator("\n"): break
            case .separator(let sign): text.append(sign)
            case .redirection(let redirection):
                text.append(redirection.sign + redirection.target.source)
            }
        }
        return ShellError(text: text.isEmpty ? "its end" : text.joined(separator: " "))
    }

    mutating func skipNewlines() {
        while isAt("\n") { place += 1 }
    }

    mutating func expect(_ word: String) throws(ShellError) {
        guard keyword == word else { throw error() }
        place += 1
    }

    /// Statements up to something that cannot begin one.
    mutating func list() throws(ShellError) -> [ShellStatement] {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest else { throw error() }
        var statements: [ShellStatement] = []
        while true {
            while isAt("\n") || isAt(";") { place += 1 }
            guard let token, !isEnd(token) else { return statements }
            statements.append(try chain())
            guard !isAt("&") else { throw error() }
            guard isAt("\n") || isAt(";") else { return statements }
        }
    }

    private func isEnd(_ token: ShellToken) -> Bool {
        switch token {
        case .separator(let sign): sign == ")" || sign == ";;"
        case .word(let word): word.keyword.map { Self.reserved.contains($0) } ?? false
        case .redirection: false
        }
    }

    private mutating func chain() throws(ShellError) -> ShellStatement {
        let first = try pipeline()
        var links: [ShellLink] = []
        while isAt("&&") || isAt("||") {
            let isAfterSuccess = isAt("&&")
            place += 1
            skipNewlines()
            links.append(ShellLink(isAfterSuccess: isAfterSuccess, statement: try pipeline()))
        }
        return links.isEmpty ? first : .chain(first, links)
    }

    private mutating func pipeline() throws(ShellError) -> ShellStatement {
        if keyword == "!" {
            place += 1
            depth += 1
            defer { depth -= 1 }
            guard depth < Self.deepest else { throw error() }
            return .negation(try pipeline())
        }
        var parts = [try statement()]
        while isAt("|") {
            place += 1
            skipNewlines()
            parts.append(try statement())
        }
        return parts.count == 1 ? parts[0] : .pipeline(parts)
    }

    private mutating func statement() throws(ShellError) -> ShellStatement {
        if isAt("(") { return try group(open: nil) }
        let statement: ShellStatement
        switch keyword {
        case "if": statement = try conditional()
        case "case": statement = try choice()
        case "for": statement = try loop()
        case "{": return try group(open: "{")
        case "while", "until", "function", "select", "coproc", "time": throw error()
        default: return .command(try command())
        }
        return statement
    }
}

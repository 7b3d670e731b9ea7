/// A package's license as an SPDX expression (SPDX 2.3, Annex D).
///
/// What is not on the SPDX list becomes a `LicenseRef-…`, so that whatever a packager wrote gives a valid expression.
struct LicenseExpression: Equatable {
    /// The expression.
    let text: String
    /// All references so far that are not on the list, with the packagers' words for each.
    let references: [String: String]

    /// Longer tags are kept as one reference without being read; in bytes.
    private static let limit = 16 << 10

    /// Reads a package's license tag; nothing when it says nothing.
    ///
    /// The references of earlier tags in the same document keep their names.
    init?(_ tag: String, references: [String: String] = [:]) {
        let words = tag.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !words.isEmpty else { return nil }
        var parser = Parser(tag.utf8.count <= Self.limit ? words : "", references: references)
        if let text = parser.whole() {
            self.text = text
            self.references = parser.references
        } else {
            var table = LicenseReferences(references)
            text = table.name(for: words)
            self.references = table.words
        }
    }
}

/// Names for licenses that are not on the SPDX list, each different license with a name of its own.
struct LicenseReferences {
    /// The packagers' words, by name.
    private(set) var words: [String: String]

    /// Begins with names that are taken.
    init(_ words: [String: String]) { self.words = words }

    /// The name for a license in a packager's words.
    mutating func name(for license: String) -> String {
        let name = Self.spelled(license)
        // Two different licenses whose names come out the same are told apart by a number.
        var unique = name
        var number = 2
        while let present = words[unique], present != license {
            unique = "\(name)-\(number)"
            number += 1
        }
        words[unique] = license
        return unique
    }

    private static func spelled(_ words: String) -> String {
        let prefix = "LicenseRef-"
        let name = words.hasPrefix(prefix) ? words.dropFirst(prefix.count) : words[...]
        var result = prefix
        for byte in name.utf8.prefix(64) {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2e, 0x2d:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                if !result.hasSuffix("-") { result += "-" }
            }
        }
        return result == prefix ? "LicenseRef-unnamed" : result
    }
}

/// Reads `a AND (b OR c WITH d)`, one token after the other.
private struct Parser {
    private enum Token: Equatable {
        case open
        case close
        case and
        case or
        case with
        case word(String)
    }

    private var tokens: ArraySlice<Token>
    private var table: LicenseReferences
    /// How deep parentheses may go; licenses go two or three deep.
    private static let depthLimit = 32

    var references: [String: String] { table.words }

    init(_ text: String, references: [String: String]) {
        table = LicenseReferences(references)
        var tokens: [Token] = []
        for part in text.split(separator: " ") {
            var rest = part
            while rest.first == "(" {
                tokens.append(.open)
                rest.removeFirst()
            }
            let closing = rest.reversed().prefix { $0 == ")" }.count
            rest.removeLast(closing)
            if !rest.isEmpty { tokens.append(Self.token(rest)) }
            tokens += [Token](repeating: .close, count: closing)
        }
        self.tokens = tokens[...]
    }

    private static func token(_ word: Substring) -> Token {
        // Older packages of Fedora have them in lower case.
        switch word {
        case "AND", "and": .and
        case "OR", "or": .or
        case "WITH", "with": .with
        default: .word(String(word))
        }
    }

    /// The whole text as an expression, or nothing when it is none.
    mutating func whole() -> String? {
        guard let text = alternatives(depth: 0), tokens.isEmpty else { return nil }
        return text
    }

    private mutating func alternatives(depth: Int) -> String? {
        guard var text = terms(depth: depth) else { return nil }
        while take(.or) {
            guard let next = terms(depth: depth) else { return nil }
            text += " OR \(next)"
        }
        return text
    }

    private mutating func terms(depth: Int) -> String? {
        guard var text = term(depth: depth) else { return nil }
        while take(.and) {
            guard let next = term(depth: depth) else { return nil }
            text += " AND \(next)"
        }
        return text
    }

    private mutating func term(depth: Int) -> String? {
        if take(.open) {
            guard depth < Self.depthLimit, let inner = alternatives(depth: depth + 1), take(.close)
            else { return nil }
            return "(\(inner))"
        }
        let license = words()
        guard !license.isEmpty else { return nil }
        guard take(.with) else { return known(license) ?? table.name(for: license) }
        let exception = words()
        if let license = known(license),
            let exception = SPDXLicenseList.exceptions[exception.lowercased()]
        {
            return "\(license) WITH \(exception)"
        }
        return table.name(for: "\(license) with \(exception)")
    }

    /// A license of the list, with a `+` for later versions where it has one.
    private func known(_ license: String) -> String? {
        if let name = SPDXLicenseList.licenses[license.lowercased()] { return name }
        guard license.hasSuffix("+") else { return nil }
        return SPDXLicenseList.licenses[license.dropLast().lowercased()].map { $0 + "+" }
    }

    /// Words up to the next operator or parenthesis: some old names have several.
    private mutating func words() -> String {
        var words: [String] = []
        while case .word(let word) = tokens.first {
            words.append(word)
            tokens.removeFirst()
        }
        return words.joined(separator: " ")
    }

    private mutating func take(_ token: Token) -> Bool {
        guard tokens.first == token else { return false }
        tokens.removeFirst()
        return true
    }
}

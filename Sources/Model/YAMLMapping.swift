import Yams

/// One mapping of a YAML document, read key by key, with every error at its line and column.
struct YAMLMapping {
    private let document: String
    private let mark: Mark?
    private let fields: [(key: String, mark: Mark?, value: Node)]

    /// Parses a document whose top is a mapping.
    static func parse(_ text: String, document: String) throws(DocumentError) -> YAMLMapping {
        try YAMLBounds.check(text, document: document)
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw syntaxError(error, document: document)
        } catch {
            throw DocumentError(document: document, problem: .syntax("\(error)"))
        }
        guard let node else {
            throw DocumentError(document: document, problem: .syntax("the document is empty"))
        }
        return try YAMLMapping(node, key: "the document", document: document)
    }

    /// Takes a node that has to be a mapping.
    init(_ node: Node, key: String, document: String) throws(DocumentError) {
        guard case .mapping(let mapping) = node else {
            throw DocumentError(
                document: document,
                position: node.mark.map(Self.position),
                problem: .wrongType(key: key, expected: "a mapping")
            )
        }
        self.document = document
        mark = node.mark
        var fields: [(key: String, mark: Mark?, value: Node)] = []
        for (keyNode, value) in mapping {
            let name = keyNode.scalar?.string ?? "?"
            fields.append((name, keyNode.mark, value))
        }
        self.fields = fields
    }

    /// Refuses every key that is not one of these.
    func allow(_ known: [String]) throws(DocumentError) {
        for field in fields where !known.contains(field.key) {
            throw error(.unknownKey(field.key, known: known), at: field.mark)
        }
    }

    /// The keys that are there, in order.
    var keys: [String] { fields.map(\.key) }

    /// The value of a key, if it is there and not null.
    func node(_ key: String) -> Node? {
        fields.first { $0.key == key }?.value
    }

    /// A text, or nothing when the key is absent.
    func text(_ key: String) throws(DocumentError) -> String? {
        guard let node = node(key) else { return nil }
        return try text(node, key: key)
    }

    /// A text that has to be there.
    func requiredText(_ key: String) throws(DocumentError) -> String {
        guard let text = try text(key) else { throw error(.missingKey(key), at: mark) }
        return text
    }

    /// Yes or no.
    func flag(_ key: String) throws(DocumentError) -> Bool? {
        guard let node = node(key) else { return nil }
        guard let value = node.bool else {
            throw error(.wrongType(key: key, expected: "true or false"), at: node.mark)
        }
        return value
    }

    /// A whole number, not below zero.
    func count(_ key: String) throws(DocumentError) -> Int? {
        guard let node = node(key) else { return nil }
        guard let value = node.int, value >= 0 else {
            throw error(.wrongType(key: key, expected: "a whole number"), at: node.mark)
        }
        return value
    }

    /// A list of texts; empty when the key is absent.
    func texts(_ key: String) throws(DocumentError) -> [String] {
        var texts: [String] = []
        for node in try list(key) { texts.append(try text(node, key: key)) }
        return texts
    }

    /// A text or a list of texts; empty when the key is absent.
    func textOrTexts(_ key: String) throws(DocumentError) -> [String] {
        guard case .scalar? = node(key) else { return try texts(key) }
        return [try requiredText(key)]
    }

    /// Whether the value of a key is a mapping.
    func isMapping(_ key: String) -> Bool {
        guard case .mapping? = node(key) else { return false }
        return true
    }

    /// A list of mappings; empty when the key is absent.
    func mappings(_ key: String) throws(DocumentError) -> [YAMLMapping] {
        var mappings: [YAMLMapping] = []
        for node in try list(key) {
            mappings.append(try YAMLMapping(node, key: key, document: document))
        }
        return mappings
    }

    /// A mapping, or nothing when the key is absent.
    func mapping(_ key: String) throws(DocumentError) -> YAMLMapping? {
        guard let node = node(key) else { return nil }
        return try YAMLMapping(node, key: key, document: document)
    }

    /// One of a few words, or nothing when the key is absent.
    func word<Word: RawRepresentable & CaseIterable>(_ key: String) throws(DocumentError) -> Word?
    where Word.RawValue == String {
        guard let text = try text(key) else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            throw bad(key, text, rule: "it must be one of \(known)")
        }
        return word
    }

    /// An error about a key's value, at its place.
    func bad(_ key: String, _ value: String, rule: String) -> DocumentError {
        error(.badValue(key: key, value: value, rule: rule), at: node(key)?.mark ?? mark)
    }

    /// An error at the place of a key, or of the mapping.
    func error(_ problem: DocumentError.Problem, at key: String? = nil) -> DocumentError {
        error(problem, at: key.flatMap { name in fields.first { $0.key == name }?.mark } ?? mark)
    }

    private func list(_ key: String) throws(DocumentError) -> [Node] {
        guard let node = node(key) else { return [] }
        guard case .sequence(let sequence) = node else {
            throw error(.wrongType(key: key, expected: "a list"), at: node.mark)
        }
        return Array(sequence)
    }

    private func text(_ node: Node, key: String) throws(DocumentError) -> String {
        guard case .scalar(let scalar) = node, node.null == nil || scalar.style != .plain else {
            throw error(.wrongType(key: key, expected: "a text"), at: node.mark)
        }
        return scalar.string
    }

    private func error(_ problem: DocumentError.Problem, at mark: Mark?) -> DocumentError {
        DocumentError(document: document, position: mark.map(Self.position), problem: problem)
    }

    private static func position(_ mark: Mark) -> DocumentError.Position {
        .init(line: mark.line, column: mark.column)
    }

    private static func syntaxError(_ error: YamlError, document: String) -> DocumentError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            DocumentError(
                document: document,
                position: position(mark),
                problem: .syntax(problem)
            )
        case .duplicatedKeysInMapping(let duplicates, let context):
            DocumentError(
                document: document,
                position: position(context.mark),
                problem: .duplicateKey(duplicates.first ?? "?")
            )
        default:
            DocumentError(document: document, problem: .syntax("\(error)"))
        }
    }
}

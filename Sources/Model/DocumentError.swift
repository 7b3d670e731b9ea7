/// What is wrong with a document that a person wrote, and where.
package struct DocumentError: Diagnosable, Equatable {
    /// A place in the text; lines and columns count from 1.
    package struct Position: Equatable, Sendable {
        package var line: Int
        package var column: Int
    }

    package enum Problem: Equatable, Sendable {
        case syntax(String)
        case unknownKey(String, known: [String])
        case missingKey(String)
        case wrongType(key: String, expected: String)
        case badValue(key: String, value: String, rule: String)
        case duplicateKey(String)
    }

    package var document: String
    package var position: Position?
    package var problem: Problem

    package var description: String {
        var place = "'\(document)'"
        if let position { place += " line \(position.line), column \(position.column)" }
        return "\(place): \(sentence)"
    }

    private var sentence: String {
        switch problem {
        case .syntax(let text): text
        case .unknownKey(let key, _): "unknown key '\(key)'"
        case .missingKey(let key): "'\(key)' is missing"
        case .wrongType(let key, let expected): "'\(key)' must be \(expected)"
        case .badValue(let key, let value, let rule): "'\(value)' is no good for '\(key)': \(rule)"
        case .duplicateKey(let key): "'\(key)' stands here twice"
        }
    }

    package var hint: String? {
        switch problem {
        case .syntax: "the cause may be before that place: an indentation, a quote or a bracket"
        case .unknownKey(_, let known): "the keys are \(known.sorted().joined(separator: ", "))"
        case .missingKey(let key): "add a line '\(key): …'"
        case .wrongType(let key, "a list"):
            "write '\(key): [ONE, ANOTHER]', or one '- ' line for each"
        case .wrongType(let key, let expected): "write '\(key): ' and \(expected)"
        case .badValue: nil
        case .duplicateKey(let key): "keep one '\(key)'"
        }
    }
}

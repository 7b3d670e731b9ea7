import Model

/// What is wrong with a `.repo` file, and where.
package struct RepositoryFileError: Diagnosable, Equatable {
    package enum Problem: Equatable, Sendable {
        case badSection(String)
        case outsideOfSection
        case noAssignment(String)
        case duplicate(String)
        case badValue(key: String, value: String, rule: String)
    }

    package let document: String
    /// The line, from 1.
    package let line: Int
    package let problem: Problem

    package var description: String { "'\(document)' line \(line): \(sentence)" }

    private var sentence: String {
        switch problem {
        case .badSection(let text): "'\(text)' names no repository"
        case .outsideOfSection: "an assignment must stand below a '[repository]' line"
        case .noAssignment(let text): "'\(text)' is no 'key=value'"
        case .duplicate(let id): "the repository '\(id)' is defined twice"
        case .badValue(let key, let value, let rule): "'\(value)' is no good for '\(key)': \(rule)"
        }
    }
}

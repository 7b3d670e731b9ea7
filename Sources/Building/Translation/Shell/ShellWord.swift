/// A word of a shell script, as far as its value can be told without running anything.
struct ShellWord: Equatable, Sendable {
    enum Part: Equatable, Sendable {
        case literal(String)
        case variable(String)
        /// What `$(…)` or backquotes hold.
        case substitution(String)
        /// An expansion that is not looked into.
        case opaque
    }

    var parts: [Part] = []
    /// The word as it is written.
    var source = ""
    /// Whether any of it is quoted, so that it is no reserved word.
    var isQuoted = false
    /// Whether the shell would look for files, or for several words in one.
    var isPattern = false

    /// The word's text, when it is nothing but that.
    var literal: String? {
        isPattern ? nil : value { _ in nil }
    }

    /// The word as a reserved word or operator could be written.
    var keyword: String? {
        isQuoted ? nil : literal
    }

    /// The commands whose output the word takes.
    var substitutions: [String] {
        parts.compactMap { part in
            guard case .substitution(let text) = part else { return nil }
            return text
        }
    }

    /// The word's text, with the values of variables; nothing where one part is unknown.
    func value(_ variable: (String) -> String?) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .variable(let name):
                guard let value = variable(name) else { return nil }
                text += value
            case .substitution, .opaque: return nil
            }
        }
        return text
    }
}

/// Replaces `$name` and `${name}` in the values of a `.repo` file, as `dnf.conf(5)` says.
package struct VariableExpansion: Sendable {
    /// A value with its variables replaced.
    package struct Result: Sendable {
        package var text: String
        /// Variables without a value, which stand in the text as they were.
        package var unknown: Set<String> = []

        /// The value as a list, separated by commas, blanks or line feeds.
        var list: [String] {
            text.split { $0.isWhitespace || $0 == "," }.map(String.init)
        }

        /// The value, or nothing when it is empty.
        var single: String? { text.isEmpty ? nil : text }
    }

    private let variables: [String: String]

    /// Makes an expansion with values by name.
    package init(_ variables: [String: String]) {
        self.variables = variables
    }

    /// Replaces every variable that has a value.
    package func expand(_ text: String) -> Result {
        var result = Result(text: "")
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result.text += rest[..<dollar]
            rest = rest[dollar...]
            let (name, end) = Self.name(at: rest)
            let written = rest[..<end]
            if let name, let value = variables[name] {
                result.text += value
            } else {
                result.text += written
                if let name { result.unknown.insert(name) }
            }
            rest = rest[end...]
        }
        result.text += rest
        return result
    }

    /// The name of the variable that a text begins with, and where it ends; without a name, only the dollar sign is passed.
    private static func name(at text: Substring) -> (name: String?, end: Substring.Index) {
        let start = text.index(after: text.startIndex)
        let isBraced = text[start...].first == "{"
        let body = isBraced ? text[start...].dropFirst() : text[start...]
        let name = body.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        guard !name.isEmpty else { return (nil, start) }
        guard isBraced else { return (String(name), name.endIndex) }
        guard name.endIndex < text.endIndex, text[name.endIndex] == "}" else { return (nil, start) }
        return (String(name), text.index(after: name.endIndex))
    }
}

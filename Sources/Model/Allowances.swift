/// What a recipe accepts although a check would refuse it: by check, the subjects or patterns of subjects.
package struct Allowances: Equatable, Sendable {
    /// Check to patterns; `*` in a pattern stands for any text, `/` in it too.
    package var patterns: [String: [String]] = [:]

    /// Makes allowances.
    package init(_ patterns: [String: [String]] = [:]) {
        self.patterns = patterns
    }

    /// The finding as it counts here: an error or a warning that is accepted is a note.
    package func applied(to finding: Finding) -> Finding {
        guard finding.level > .note, allows(finding.subject, check: finding.check) else {
            return finding
        }
        var finding = finding
        finding.level = .note
        finding.hint = nil
        return finding
    }

    /// Whether a subject is accepted for a check.
    package func allows(_ subject: String, check: String) -> Bool {
        (patterns[check] ?? []).contains { Self.matches(subject, $0) }
    }

    /// Whether a text is as a pattern says, in time proportional to both lengths.
    private static func matches(_ text: String, _ pattern: String) -> Bool {
        let text = Array(text.utf8)
        let pattern = Array(pattern.utf8)
        var (place, star, retry, index) = (0, -1, 0, 0)
        while index < text.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                (star, retry) = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == text[index] {
                place += 1
                index += 1
            } else if star >= 0 {
                retry += 1
                (place, index) = (star + 1, retry)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

extension Allowances {
    /// Reads `allow`: a mapping of checks to lists of subjects.
    init(_ mapping: YAMLMapping) throws(DocumentError) {
        for key in mapping.keys { patterns[key] = try mapping.texts(key) }
    }
}

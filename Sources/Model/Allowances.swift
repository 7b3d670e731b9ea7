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
        (patterns[check] ?? []).contains { Wildcard.matches(Array(subject.utf8), Array($0.utf8)) }
    }
}

extension Allowances {
    /// Reads `allow`: a mapping of checks to lists of subjects.
    init(_ mapping: YAMLMapping) throws(DocumentError) {
        for key in mapping.keys { patterns[key] = try mapping.texts(key) }
    }
}

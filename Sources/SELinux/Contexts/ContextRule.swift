/// One line of file contexts: an expression for paths, perhaps a kind of file, and a label.
package struct ContextRule: Hashable, Sendable {
    /// The expression, which has to match a path as a whole.
    package let expression: String
    /// The kind of file that it is for; any where there is none.
    package let kind: String?
    /// The label, or `<<none>>`.
    package let context: String

    /// Makes a rule.
    package init(expression: String, kind: String?, context: String) {
        self.expression = expression
        self.kind = kind
        self.context = context
    }

    /// Reads one line; nothing for an empty line, a comment, or one that is no rule.
    package init?(line: some Collection<UInt8>) {
        let fields = line.split { $0 == 0x20 || (0x09...0x0d).contains($0) }
        guard let first = fields.first, first.first != UInt8(ascii: "#"),
            (2...3).contains(fields.count)
        else { return nil }
        let texts = fields.map { String(decoding: $0, as: UTF8.self) }
        self.init(
            expression: texts[0],
            kind: texts.count == 3 ? texts[1] : nil,
            context: texts[texts.count - 1]
        )
    }

    /// Reads all lines that are rules.
    static func all(in bytes: [UInt8]) -> [Self] {
        bytes.split(separator: UInt8(ascii: "\n")).compactMap { Self(line: $0) }
    }

    /// The line.
    package var line: String {
        [expression, kind, context].compactMap { $0 }.joined(separator: "\t")
    }
}

extension ContextRule {
    /// How specific a rule is: of two that match a path, the more specific one counts.
    struct Specificity: Comparable {
        private let key: [Int]

        static func < (left: Self, right: Self) -> Bool {
            left.key.lexicographicallyPrecedes(right.key)
        }

        /// Judges as libsemanage does when it sorts the rules of all modules (`semanage_fc_compare`).
        ///
        /// A plain path is more specific than an expression, a long stem more than a short one, then a long expression more than a
        /// short one, then one for a kind of file more than one for all.
        init(_ rule: ContextRule) {
            var stem: Int?
            var escapes = 0
            var isEscaped = false
            var count = 0
            for byte in rule.expression.utf8 {
                count += 1
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                    escapes += 1
                } else if stem == nil, Self.special.contains(byte) {
                    stem = count - 1 - escapes
                }
            }
            key = [stem == nil ? 1 : 0, stem ?? 0, count - escapes, rule.kind == nil ? 0 : 1]
        }

        private static let special = Set(".^$?*+|[({".utf8)
    }

    var specificity: Specificity { Specificity(self) }
}

import Model

/// Which units the presets of a base and its packages enable (`systemd.preset(5)`).
struct PresetRules: Sendable {
    private var rules: [(isEnabled: Bool, pattern: [UInt8])] = []

    /// Reads preset files by name: the first rule of the first file that fits a unit counts.
    init(_ files: [String: String]) {
        for (_, text) in files.sorted(by: { $0.key < $1.key }) {
            for line in QuotedFields.lines(of: text) {
                let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
                guard words.count > 1, words[0] == "enable" || words[0] == "disable" else {
                    continue
                }
                rules.append((words[0] == "enable", Array(words[1].utf8)))
            }
        }
    }

    /// Whether a unit is enabled; one that no rule fits is, as systemd has it, but only where there are rules.
    func enables(_ unit: String) -> Bool {
        let name = Array(unit.utf8)
        let rule = rules.first { Self.matches(name, $0.pattern) }
        return rule?.isEnabled ?? !rules.isEmpty
    }

    /// Whether a name is as a shell pattern says, with `*`, `?` and `[…]`.
    static func matches(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
        Wildcard.matches(name, pattern, fits: fits)
    }

    /// Where the pattern goes on when one character fits its beginning.
    private static func fits(_ byte: UInt8, _ pattern: ArraySlice<UInt8>) -> Int? {
        guard let first = pattern.first else { return nil }
        let after = pattern.index(after: pattern.startIndex)
        guard first == UInt8(ascii: "["),
            let end = pattern[after...].dropFirst().firstIndex(of: UInt8(ascii: "]"))
        else { return first == byte || first == UInt8(ascii: "?") ? after : nil }
        var set = pattern[after..<end]
        let isNegated = set.first == UInt8(ascii: "!") || set.first == UInt8(ascii: "^")
        if isNegated { set = set.dropFirst() }
        var isIn = false
        while let low = set.popFirst() {
            if set.count > 1, set.first == UInt8(ascii: "-"), let high = set.dropFirst().first {
                set = set.dropFirst(2)
                isIn = isIn || low <= byte && byte <= high
            } else {
                isIn = isIn || low == byte
            }
        }
        return isIn != isNegated ? end + 1 : nil
    }
}

import Model

/// The assignments of a unit file, as `systemd.syntax(7)` has them.
struct UnitAssignments {
    private(set) var assignments: [(section: String, key: String, value: String)] = []

    init(parsing text: String) {
        var section = ""
        var pending = ""
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            // Comments may stand between the lines of one value.
            if trimmed.first == "#" || trimmed.first == ";" { continue }
            if line.last == "\\" {
                pending += line.dropLast() + " "
                continue
            }
            let whole = (pending + line).drop { $0 == " " || $0 == "\t" }
            pending = ""
            if whole.first == "[", let end = whole.firstIndex(of: "]") {
                section = String(whole[whole.index(after: whole.startIndex)..<end])
            } else if let equals = whole.firstIndex(of: "=") {
                let key = whole[..<equals].filter { $0 != " " && $0 != "\t" }
                let value = whole[whole.index(after: equals)...].drop { $0 == " " || $0 == "\t" }
                assignments.append((section, String(key), String(value)))
            }
        }
    }

    /// The values of a key, in whatever section.
    func values(_ key: String) -> [String] {
        assignments.filter { $0.key == key }.map(\.value)
    }

    /// The words of the values of a key.
    func words(_ key: String) -> [String] {
        values(key).flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    }
}

/// A command of a unit: `ExecStart=` and the like (`systemd.service(5)`, "Command lines").
struct UnitCommand {
    /// Whether the unit does not mind when it fails.
    let isOptional: Bool
    let program: String

    /// Reads a command; nothing when its program cannot be told.
    init?(_ value: String) {
        let prefixes: Set<Character> = ["@", "-", ":", "+", "!", "|"]
        let rest = value.drop { prefixes.contains($0) }
        isOptional = value.prefix { prefixes.contains($0) }.contains("-")
        var program = rest.prefix { !$0.isWhitespace }
        if let quote = rest.first, quote == "\"" || quote == "'" {
            program = rest.dropFirst().prefix { $0 != quote }
        }
        // Specifiers and variables are known only when the unit starts.
        guard !program.isEmpty, !program.contains("%"), !program.contains("$") else { return nil }
        self.program = String(program)
    }
}

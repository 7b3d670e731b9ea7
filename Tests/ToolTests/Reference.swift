/// The program's documentation, made out of its own help.
struct Reference {
    /// One command with its whole name, such as `veneer source add`.
    struct Command {
        let words: [String]
        let entry: HelpEntry

        var name: String { words.joined(separator: " ") }
        /// The name of its page.
        var page: String { words.joined(separator: "-") }
        var abstract: String { entry.abstract ?? "" }
        var isGroup: Bool { !(entry.subcommands ?? []).isEmpty }

        /// The paragraphs before the example.
        var paragraphs: [String] {
            Self.parts(of: entry).text.split(separator: "\n").map(String.init)
        }

        /// The lines of the example.
        var example: [String] {
            Self.parts(of: entry).example.split(separator: "\n").map { line in
                String(line.drop { $0 == " " })
            }
        }

        private static func parts(of entry: HelpEntry) -> (text: String, example: String) {
            let halves = (entry.discussion ?? "").components(around: "Example:\n")
            return (halves.first ?? "", halves.count > 1 ? halves[1] : "")
        }
    }

    /// The program itself, then each command in the order of its help.
    let commands: [Command]
    let version: String

    init(_ program: HelpEntry, version: String) {
        commands = Self.commands(program, below: [])
        self.version = version
    }

    /// The options that all commands take.
    static let common: Set = ["--root", "--json", "--quiet", "--verbose", "--no-progress"]
    private static let automatic: Set = ["--help", "--version"]

    /// The arguments of a command, those of all commands left out.
    static func own(_ command: Command) -> [HelpEntry.Argument] {
        shown(command).filter { !common.contains($0.key) }
    }

    /// The options that all commands take, as one of them has them.
    var sharedOptions: [HelpEntry.Argument] {
        let leaf = commands.first { !$0.isGroup }
        return leaf.map { Self.shown($0).filter { Self.common.contains($0.key) } } ?? []
    }

    /// How a command is called.
    static func usage(_ command: Command) -> String {
        guard !command.isGroup else { return "\(command.name) <command>" }
        let words = own(command).map { argument in
            let text = argument.call + (argument.isRepeating ? "…" : "")
            return argument.isOptional ? "[\(text)]" : text
        }
        return ([command.name] + words + ["[options]"]).joined(separator: " ")
    }

    private static func shown(_ command: Command) -> [HelpEntry.Argument] {
        (command.entry.arguments ?? []).filter { $0.shouldDisplay && !automatic.contains($0.key) }
    }

    private static func commands(_ entry: HelpEntry, below words: [String]) -> [Command] {
        let words = words + [entry.commandName]
        let below = (entry.subcommands ?? []).filter { $0.commandName != "help" }
        return [Command(words: words, entry: entry)]
            + below.flatMap { commands($0, below: words) }
    }
}

extension HelpEntry.Argument {
    /// The long name, or nothing for a value without a name.
    var key: String { names?.first { $0.kind == "long" }?.text ?? "" }

    /// The value's name in angle brackets, or nothing for a flag.
    private var value: String? { kind == "flag" ? nil : "<\(valueName ?? "value")>" }

    /// How it is given in a usage line.
    var call: String { [key, value ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }

    /// Each way to give it.
    var forms: [String] {
        guard let names else { return [value ?? ""] }
        return names.map { [$0.text, value ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }
    }

    /// What it does, with its default.
    var explanation: String {
        let text = abstract ?? ""
        return defaultValue.map { "\(text) (default: \($0))" } ?? text
    }
}

extension String {
    /// Splits a text around the first place of a word.
    fileprivate func components(around word: String) -> [String] {
        guard let range = firstRange(of: word) else { return [self] }
        return [String(self[..<range.lowerBound]), String(self[range.upperBound...])]
    }
}

/// Something that a shell script does, with what it holds.
indirect enum ShellStatement: Equatable, Sendable {
    case command(ShellCommand)
    case pipeline([ShellStatement])
    case negation(ShellStatement)
    /// Statements that each run if the one before succeeded (`&&`) or failed (`||`).
    case chain(ShellStatement, [ShellLink])
    case conditional([ShellBranch], otherwise: [ShellStatement])
    case choice(ShellWord, [ShellCase])
    case loop(variable: String, values: [ShellWord], body: [ShellStatement])
    case group([ShellStatement])
    /// As a process of its own: what it sets is lost, and its end is not the script's.
    case subshell([ShellStatement])
}

/// A program with its arguments, or nothing but assignments.
struct ShellCommand: Equatable, Sendable {
    var assignments: [ShellAssignment] = []
    var words: [ShellWord] = []
    var redirections: [ShellRedirection] = []

    /// The command as it is written, cut where it is long.
    var source: String {
        let words = assignments.map { "\($0.name)=\($0.value.source)" } + words.map(\.source)
        let text = words.joined(separator: " ")
        return text.count > 100 ? text.prefix(97) + "…" : text
    }
}

/// A variable that is set.
struct ShellAssignment: Equatable, Sendable {
    var name: String
    var value: ShellWord
}

/// A statement in a chain.
struct ShellLink: Equatable, Sendable {
    /// Whether it runs when the one before succeeded; otherwise when it failed.
    var isAfterSuccess: Bool
    var statement: ShellStatement
}

/// What is done under a condition.
struct ShellBranch: Equatable, Sendable {
    var condition: [ShellStatement]
    var body: [ShellStatement]
}

/// What is done for a word that is like one of these patterns.
struct ShellCase: Equatable, Sendable {
    var patterns: [ShellWord]
    var body: [ShellStatement]
}

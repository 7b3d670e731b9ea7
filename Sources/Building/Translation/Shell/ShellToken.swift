/// A piece of a shell script.
enum ShellToken: Equatable, Sendable {
    case word(ShellWord)
    /// `;`, `;;`, `&&`, `||`, `|`, `&`, `(`, `)`, or `\n` for the end of a line.
    case separator(String)
    case redirection(ShellRedirection)
}

/// Where a command's input comes from or its output goes.
struct ShellRedirection: Equatable, Sendable {
    /// `<`, `>`, `>>`, `>&`, `&>` and such; `<<` for text that stands in the script.
    var sign: String
    /// A file, the number of a descriptor, or the text itself.
    var target: ShellWord
}

/// What of a script is not understood: shell, but more than is looked into here.
struct ShellError: Error, Equatable {
    /// The line, or its beginning.
    var text: String
}

extension Reference {
    /// The whole reference as one document in Markdown.
    var markdown: String {
        var lines = [
            "# veneer, verb by verb",
            "",
            "Written by `make reference` from the program's own help (version \(version)).",
            "",
        ]
        if let program = commands.first { lines += program.paragraphs + [""] }
        lines += ["## Options of every verb", ""] + Self.table(sharedOptions)
        for command in commands.dropFirst() { lines += Self.section(command) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func section(_ command: Command) -> [String] {
        let level = String(repeating: "#", count: command.words.count)
        var lines = ["", "\(level) \(command.name)", "", command.abstract]
        guard !command.isGroup else { return lines }
        lines += ["", "    \(usage(command))"]
        for paragraph in command.paragraphs { lines += ["", paragraph] }
        if !command.example.isEmpty {
            lines += ["", "For example:", ""] + command.example.map { "    \($0)" }
        }
        let rows = own(command)
        return rows.isEmpty ? lines : lines + [""] + table(rows)
    }

    private static func table(_ arguments: [HelpEntry.Argument]) -> [String] {
        ["| argument | |", "| --- | --- |"]
            + arguments.map { argument in
                let forms = argument.forms.map { "`\($0)`" }.joined(separator: ", ")
                return "| \(forms) | \(argument.explanation) |"
            }
    }
}

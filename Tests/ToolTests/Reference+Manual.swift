extension Reference {
    /// A command's manual page, in the language of `man(7)`.
    func manual(_ command: Command) -> String {
        var lines = [
            ".\\\" Written by 'make reference' from the program's own help.",
            ".TH \(command.page.uppercased()) 1 \"\" \"veneer \(version)\" \"Veneer\"",
            ".SH NAME",
            "\(Self.plain(command.page)) \\- \(Self.plain(Self.lowered(command.abstract)))",
            ".SH SYNOPSIS",
            ".B \(Self.plain(Self.usage(command)))",
        ]
        if !command.paragraphs.isEmpty {
            lines +=
                [".SH DESCRIPTION"]
                + command.paragraphs.flatMap { [".PP", Self.plain($0)] }
        }
        lines += below(command)
        let own = Self.own(command)
        if !own.isEmpty { lines += [".SH ARGUMENTS"] + own.flatMap(Self.item) }
        if !command.isGroup { lines += [".SH OPTIONS"] + sharedOptions.flatMap(Self.item) }
        if !command.example.isEmpty {
            lines += [".SH EXAMPLE", ".nf"] + command.example.map(Self.plain) + [".fi"]
        }
        lines += related(command)
        return lines.joined(separator: "\n") + "\n"
    }

    /// The commands directly below this one.
    private func below(_ command: Command) -> [String] {
        let found = commands.filter {
            $0.words.count == command.words.count + 1 && $0.words.starts(with: command.words)
        }
        guard !found.isEmpty else { return [] }
        return [".SH COMMANDS"]
            + found.flatMap { [".TP", ".BR \(Self.plain($0.page)) (1)", Self.plain($0.abstract)] }
    }

    private func related(_ command: Command) -> [String] {
        guard command.words.count > 1 else {
            return [".SH SEE ALSO", ".BR systemd\\-sysext (8),", ".BR systemd\\-sysupdate (8)"]
        }
        let parent = command.words.dropLast().joined(separator: "-")
        return [".SH SEE ALSO", ".BR \(Self.plain(parent)) (1)"]
    }

    private static func item(_ argument: HelpEntry.Argument) -> [String] {
        let forms = argument.forms.joined(separator: ", ")
        return [".TP", ".B \(plain(forms))", plain(argument.explanation)]
    }

    /// A text that roff prints as it is.
    private static func plain(_ text: String) -> String {
        let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            .replacing("…", with: "...")
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&\(text)" : text
    }

    /// An abstract as the line of names wants it: without a capital letter and a period.
    private static func lowered(_ abstract: String) -> String {
        abstract.prefix(1).lowercased() + abstract.dropFirst().drop(suffix: ".")
    }
}

extension Substring {
    fileprivate func drop(suffix: String) -> Substring {
        hasSuffix(suffix) ? dropLast(suffix.count) : self
    }
}

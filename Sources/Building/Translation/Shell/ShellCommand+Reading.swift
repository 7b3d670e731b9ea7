extension ShellCommand {
    var isOpenTest: Bool {
        words.first?.source == "[[" && words.last?.source != "]]"
    }
}

extension ShellAssignment {
    /// Reads a word of the form `NAME=VALUE`.
    init?(_ word: ShellWord) {
        guard case .literal(let text) = word.parts.first, let sign = text.firstIndex(of: "="),
            sign != text.startIndex, let first = text.utf8.first, !(0x30...0x39).contains(first),
            text[..<sign].utf8.allSatisfy(ShellLexer.isNameByte),
            word.source.hasPrefix(text[...sign])
        else { return nil }
        name = String(text[..<sign])
        var value = word
        let rest = String(text[text.index(after: sign)...])
        value.parts.removeFirst()
        if !rest.isEmpty || value.parts.isEmpty { value.parts.insert(.literal(rest), at: 0) }
        value.source = String(word.source.dropFirst(name.count + 1))
        self.value = value
    }
}

extension ShellRedirection {
    /// Whether nothing but a terminal or a log loses by it.
    var leadsNowhere: Bool {
        switch sign {
        case "<", "<&", "<<", "<<<": true
        case ">", ">>", ">|", "&>", "&>>", ">&":
            ["/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty"].contains(target.literal)
                || sign == ">&" && (target.literal.map { $0 == "-" || UInt8($0) != nil } ?? false)
        default: false
        }
    }
}

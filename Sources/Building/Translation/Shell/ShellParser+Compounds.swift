extension ShellParser {
    mutating func group(open: String?) throws(ShellError) -> ShellStatement {
        place += 1
        let body = try list()
        guard open == nil ? isAt(")") : keyword == "}" else { throw error() }
        place += 1
        try skipRedirections()
        return open == nil ? .subshell(body) : .group(body)
    }

    /// Redirections of a whole statement: only those that lead nowhere are passed over.
    private mutating func skipRedirections() throws(ShellError) {
        while case .redirection(let redirection) = token {
            guard redirection.leadsNowhere else { throw error() }
            place += 1
        }
    }

    mutating func conditional() throws(ShellError) -> ShellStatement {
        var branches: [ShellBranch] = []
        var otherwise: [ShellStatement] = []
        repeat {
            place += 1
            let condition = try list()
            try expect("then")
            branches.append(ShellBranch(condition: condition, body: try list()))
        } while keyword == "elif"
        if keyword == "else" {
            place += 1
            otherwise = try list()
        }
        try expect("fi")
        try skipRedirections()
        return .conditional(branches, otherwise: otherwise)
    }

    mutating func choice() throws(ShellError) -> ShellStatement {
        place += 1
        guard case .word(let subject) = token else { throw error() }
        place += 1
        skipNewlines()
        try expect("in")
        var cases: [ShellCase] = []
        skipNewlines()
        while keyword != "esac" {
            cases.append(try oneCase())
            if isAt(";;") { place += 1 } else if keyword != "esac" { throw error() }
            skipNewlines()
        }
        place += 1
        try skipRedirections()
        return .choice(subject, cases)
    }

    private mutating func oneCase() throws(ShellError) -> ShellCase {
        if isAt("(") { place += 1 }
        var patterns: [ShellWord] = []
        while case .word(let pattern) = token {
            patterns.append(pattern)
            place += 1
            guard isAt("|") else { break }
            place += 1
        }
        guard !patterns.isEmpty, isAt(")") else { throw error() }
        place += 1
        return ShellCase(patterns: patterns, body: try list())
    }

    mutating func loop() throws(ShellError) -> ShellStatement {
        place += 1
        guard let variable = keyword else { throw error() }
        place += 1
        skipNewlines()
        try expect("in")
        var values: [ShellWord] = []
        while case .word(let word) = token {
            values.append(word)
            place += 1
        }
        while isAt(";") || isAt("\n") { place += 1 }
        try expect("do")
        let body = try list()
        try expect("done")
        try skipRedirections()
        return .loop(variable: variable, values: values, body: body)
    }

    mutating func command() throws(ShellError) -> ShellCommand {
        var command = ShellCommand()
        reading: while let token {
            switch token {
            case .word(let word):
                if command.words.isEmpty, let assignment = ShellAssignment(word) {
                    command.assignments.append(assignment)
                } else {
                    command.words.append(word)
                }
            case .redirection(let redirection): command.redirections.append(redirection)
            case .separator(let sign):
                // Within `[[ … ]]`, these join conditions; a `(` after a word begins a function.
                if command.isOpenTest, sign == "&&" || sign == "||" {
                    command.words.append(ShellWord(parts: [.literal(sign)], source: sign))
                } else if sign == "(", !command.words.isEmpty {
                    throw error()
                } else {
                    break reading
                }
            }
            place += 1
        }
        guard !command.words.isEmpty || !command.assignments.isEmpty else { throw error() }
        return command
    }
}

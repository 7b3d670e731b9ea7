import Model

/// Goes through a shell script as rpm would run it for a package that is installed anew, and collects what it does.
///
/// Nothing is run. Of a condition that cannot be told both ways are taken, so that every command that might run is looked at; one that is
/// not understood ends the reading.
struct ScriptletReader {
    /// What the script does, in order.
    private(set) var effects: [ScriptletEffect] = []
    /// The first command that is not understood.
    private(set) var obstacle: String?
    private var variables: [String: String?]
    private var hasEnded = false
    /// How many more commands are looked at: loops in loops could ask for any number.
    private var budget = 10_000

    /// Reads a script with its arguments.
    ///
    /// Without arguments, none is known.
    init(reading text: String, arguments: [String]?) {
        variables = [:]
        guard let arguments else {
            run(script: text)
            return
        }
        variables["#"] = String(arguments.count)
        for (index, argument) in arguments.enumerated() { variables[String(index + 1)] = argument }
        run(script: text)
    }

    private mutating func run(script: String) {
        do throws(ShellError) {
            run(try ShellParser.statements(of: script))
        } catch {
            stop(at: error.text)
        }
    }

    private mutating func stop(at text: String) {
        if obstacle == nil { obstacle = text }
    }

    /// A variable's value; nothing where it is not known.
    func value(of variable: String) -> String? { variables[variable] ?? nil }

    private func value(_ word: ShellWord) -> String? {
        word.isPattern ? nil : word.value(value(of:))
    }

    /// Runs statements, and gives whether the last succeeds, where that is known.
    @discardableResult
    private mutating func run(_ statements: [ShellStatement]) -> Bool? {
        var status: Bool? = true
        for statement in statements where obstacle == nil && !hasEnded { status = run(statement) }
        return status
    }

    private mutating func run(_ statement: ShellStatement) -> Bool? {
        budget -= 1
        guard budget > 0 else {
            stop(at: "a loop of this length")
            return nil
        }
        switch statement {
        case .command(let command): return run(command, input: nil)
        case .pipeline(let parts): return run(pipeline: parts)
        case .negation(let statement): return run(statement).map { !$0 }
        case .chain(let first, let links): return run(first, links)
        case .conditional(let branches, let otherwise): return run(branches[...], otherwise)
        case .choice(let word, let cases): return run(choice: word, cases)
        case .loop(let variable, let values, let body):
            run(loop: variable, values, body)
            return nil
        case .group(let body): return run(body)
        case .subshell(let body): return apart { $0.run(body) }
        }
    }

    private mutating func run(_ first: ShellStatement, _ links: [ShellLink]) -> Bool? {
        var status = run(first)
        for link in links where obstacle == nil && !hasEnded {
            if let known = status {
                if known == link.isAfterSuccess { status = run(link.statement) }
            } else {
                perhaps { _ = $0.run(link.statement) }
                status = nil
            }
        }
        return status
    }

    /// Does what may or may not be done: values that it changes are not known afterwards.
    private mutating func perhaps(_ body: (inout Self) -> Void) {
        let before = variables
        let ended = hasEnded
        body(&self)
        hasEnded = ended
        forget(whereOther: before)
    }

    /// Does what a process of its own does: nothing that it sets stays.
    private mutating func apart<Value>(_ body: (inout Self) -> Value) -> Value {
        let before = (variables, hasEnded)
        defer { (variables, hasEnded) = before }
        return body(&self)
    }

    private mutating func forget(whereOther before: [String: String?]) {
        for name in Set(variables.keys).union(before.keys)
        where (variables[name] ?? nil) != (before[name] ?? nil) {
            variables[name] = .some(nil)
        }
    }

    private mutating func run(
        _ branches: ArraySlice<ShellBranch>,
        _ otherwise: [ShellStatement]
    ) -> Bool? {
        guard let branch = branches.first else { return run(otherwise) }
        switch run(branch.condition) {
        case true?: return run(branch.body)
        case false?: return run(branches.dropFirst(), otherwise)
        case nil:
            guard obstacle == nil, !hasEnded else { return nil }
            let before = variables
            perhaps { $0.run(branch.body) }
            let after = variables
            variables = before
            perhaps { _ = $0.run(branches.dropFirst(), otherwise) }
            forget(whereOther: after)
            return nil
        }
    }

    private mutating func run(choice word: ShellWord, _ cases: [ShellCase]) -> Bool? {
        guard look(into: [word]) else { return nil }
        let subject = value(word)
        for choice in cases {
            let matches = choice.patterns.map { Self.matches(subject, $0) }
            if matches.contains(true) { return run(choice.body) }
            guard matches.contains(nil) else { continue }
            perhaps { $0.run(choice.body) }
        }
        return nil
    }

    /// Whether a text is like a pattern, where that can be told.
    private static func matches(_ text: String?, _ pattern: ShellWord) -> Bool? {
        if pattern.source == "*" { return true }
        guard let text, let literal = pattern.literal else { return nil }
        return text == literal
    }

    private mutating func run(loop variable: String, _ words: [ShellWord], _ body: [ShellStatement])
    {
        guard look(into: words) else { return }
        let values = words.map { value($0) }
        guard values.allSatisfy({ $0 != nil }), values.count <= 256 else {
            variables[variable] = .some(nil)
            perhaps { $0.run(body) }
            return
        }
        for value in values where obstacle == nil && !hasEnded {
            variables[variable] = value
            run(body)
        }
    }
}

extension ScriptletReader {
    /// Looks at the commands whose output words take; they must leave nothing behind.
    private mutating func look(into words: [ShellWord]) -> Bool {
        for text in words.flatMap(\.substitutions) {
            let count = effects.count
            budget -= 100
            guard budget > 0 else {
                stop(at: text)
                return false
            }
            apart { $0.run(script: text) }
            if obstacle == nil, effects.count > count { stop(at: text) }
        }
        return obstacle == nil
    }

    private mutating func run(pipeline parts: [ShellStatement]) -> Bool? {
        var input: String?
        var status: Bool?
        for part in parts where obstacle == nil {
            guard case .command(let command) = part else {
                stop(at: "a pipeline of lists")
                return nil
            }
            let words = command.words.map { value($0) }
            status = apart { $0.run(command, input: input) }
            input = ShellOutput.text(of: words)
        }
        return status == true ? true : nil
    }

    private mutating func run(_ command: ShellCommand, input: String?) -> Bool? {
        let words = command.assignments.map(\.value) + command.words
        guard look(into: words + command.redirections.map(\.target)) else { return nil }
        guard command.redirections.allSatisfy(\.leadsNowhere) else {
            stop(at: command.source)
            return nil
        }
        guard let first = command.words.first else {
            for assignment in command.assignments {
                variables[assignment.name] = .some(value(assignment.value))
            }
            return true
        }
        guard let name = value(first) else {
            stop(at: command.source)
            return nil
        }
        if name == "exit" || name == "return" {
            hasEnded = true
            return nil
        }
        let text = command.redirections.last { $0.sign == "<<" }.map { $0.target.literal }
        let reading = CommandReading(
            name: name,
            arguments: command.words.dropFirst().map { value($0) },
            input: text ?? input
        )
        guard let meaning = reading.meaning else {
            stop(at: command.source)
            return nil
        }
        effects += meaning.effects
        for name in meaning.forgets { variables[name] = .some(nil) }
        return meaning.status
    }
}

/// What commands print, where that is certain.
private enum ShellOutput {
    static func text(of words: [String?]) -> String? {
        guard words.first == "echo" || words.first == "/usr/bin/echo" else {
            guard words.first == "printf" || words.first == "/usr/bin/printf", words.count == 2,
                let format = words[1], !format.contains("%")
            else { return nil }
            return format.replacing("\\n", with: "\n")
        }
        let arguments = words.dropFirst().map { $0 }
        guard arguments.allSatisfy({ $0 != nil }) else { return nil }
        return arguments.compactMap { $0 }.joined(separator: " ") + "\n"
    }
}

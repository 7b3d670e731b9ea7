/// The common intermediate language: nested lists of words in parentheses.
extension PolicyModule {
    /// Reads the declarations of types and the rules for files, also those in blocks and optionals.
    ///
    /// A name within a block counts as it stands and under the block's. What macros make, and labels that are named elsewhere, is not
    /// known here.
    init(cil bytes: [UInt8]) throws(PolicyProblem) {
        var reader = CILReader(bytes)
        var types: Set<String> = []
        var rules: [ContextRule] = []
        while let (statement, blocks) = try reader.next() {
            guard let word = statement.first?.text else { continue }
            switch word {
            case "type", "typealias":
                guard let name = statement.dropFirst().first?.text else { continue }
                types.insert(name)
                if !blocks.isEmpty { types.insert((blocks + [name]).joined(separator: ".")) }
            case "filecon":
                if let rule = ContextRule(cil: statement) { rules.append(rule) }
            default: continue
            }
        }
        self.init(types: types, rules: rules)
    }
}

extension ContextRule {
    /// The kinds of file by their names here; any kind has no letter of its own.
    private static let kinds: [String: String] = [
        "any": "", "file": "--", "dir": "-d", "char": "-c", "block": "-b", "socket": "-s",
        "pipe": "-p", "symlink": "-l",
    ]

    /// Reads `(filecon "PATH" KIND CONTEXT)`; a context is `()` or `(user role type ((low) (high)))`.
    fileprivate init?(cil statement: [CILReader.Item]) {
        guard statement.count == 4, let path = statement[1].text,
            let letter = statement[2].text.flatMap({ Self.kinds[$0] }),
            case .list(let context) = statement[3]
        else { return nil }
        let kind = letter.isEmpty ? nil : letter
        guard !context.isEmpty else {
            self.init(expression: path, kind: kind, context: "<<none>>")
            return
        }
        guard context.count == 4, let user = context[0].text, let role = context[1].text,
            let type = context[2].text, let range = Self.range(context[3])
        else { return nil }
        let rule = Self(
            expression: path,
            kind: kind,
            context: "\(user):\(role):\(type):\(range)"
        )
        guard rule.isWellFormed, !path.utf8.contains(where: { $0 <= 0x20 }) else { return nil }
        self = rule
    }

    private static func range(_ item: CILReader.Item) -> String? {
        guard case .list(let levels) = item, levels.count == 2, let low = level(levels[0]),
            let high = level(levels[1])
        else { return nil }
        return low == high ? low : "\(low)-\(high)"
    }

    /// `(s0)`, or `(s0 (c0 c3))` with categories.
    private static func level(_ item: CILReader.Item) -> String? {
        guard case .list(let parts) = item, let sensitivity = parts.first?.text else { return nil }
        guard parts.count > 1 else { return sensitivity }
        guard parts.count == 2, case .list(let categories) = parts[1] else { return nil }
        let names = categories.compactMap(\.text)
        guard names.count == categories.count else { return nil }
        return "\(sensitivity):\(names.joined(separator: ","))"
    }
}

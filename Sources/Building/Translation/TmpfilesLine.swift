/// A line of a `tmpfiles.d` file (`tmpfiles.d(5)`).
struct TmpfilesLine: Hashable, Sendable {
    /// The type with its modifiers, such as `d` or `L+`.
    var type: String
    var path: String
    /// Octal, perhaps with a prefix; nothing for the default.
    var mode: String?
    var user: String?
    var group: String?
    var age: String?
    var argument: String?

    init(
        _ type: String,
        _ path: String,
        mode: String? = nil,
        user: String? = nil,
        group: String? = nil,
        argument: String? = nil
    ) {
        self.type = type
        self.path = path
        self.mode = mode
        self.user = user
        self.group = group
        self.argument = argument
    }

    /// The line as it is written.
    var text: String {
        var fields = [
            type, QuotedFields.quoted(path), mode ?? "-", user ?? "-", group ?? "-", age ?? "-",
        ]
        if let argument {
            // The last field is all that is left of the line, so that blanks need no quotes.
            fields.append(argument.replacing("%", with: "%%"))
        }
        while fields.count > 2, fields.last == "-" { fields.removeLast() }
        return fields.joined(separator: " ")
    }
}

extension TmpfilesLine {
    /// Reads a line; nothing when it is none.
    init?(parsing line: some StringProtocol) {
        guard let fields = QuotedFields.split(line, limit: 7), fields.count > 1,
            let letter = fields[0].first, letter.isASCII, letter.isLetter, fields[1].hasPrefix("/")
        else { return nil }
        func field(_ index: Int) -> String? {
            fields.indices.contains(index) && fields[index] != "-" ? fields[index] : nil
        }
        var path = fields[1].replacing("%%", with: "%")
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.init(
            fields[0],
            path,
            mode: field(2),
            user: field(3),
            group: field(4),
            argument: field(6)
        )
        age = field(5)
    }

    /// Reads the lines of a file; those that are none are left out.
    static func lines(of text: String) -> [TmpfilesLine] {
        QuotedFields.lines(of: text).compactMap { TmpfilesLine(parsing: $0) }
    }

    /// Whether the line makes something at its path, so that nothing else has to.
    var makes: Bool {
        type.first.map { "fFdDvqQpLcbC".contains($0) } ?? false
    }
}

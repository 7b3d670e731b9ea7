/// A line of a `sysusers.d` file (`sysusers.d(5)`).
struct SysusersLine: Hashable, Sendable {
    enum Kind: String, Sendable {
        /// A user and the group of the same name.
        case user = "u"
        /// A user that nobody logs in as, though its account is not expired.
        case lockedUser = "u!"
        case group = "g"
        /// A user as a member of a group; both are made where they are missing.
        case member = "m"
        case range = "r"
    }

    var kind: Kind
    var name: String
    /// A number, `number:group`, `-:group`, a path, or for members the group; nothing for any.
    var id: String?
    var comment: String?
    var home: String?
    var shell: String?

    var isUser: Bool { kind == .user || kind == .lockedUser }

    /// The number that a user gets, when the line fixes it.
    var userNumber: UInt32? {
        guard isUser, let id else { return nil }
        return UInt32(id.prefix { $0 != ":" })
    }

    /// The number that the group of this name gets, when the line fixes it.
    var groupNumber: UInt32? {
        guard let id else { return nil }
        switch kind {
        case .group: return UInt32(id)
        case .user, .lockedUser:
            // With a group of its own choice, the user has no group of its name.
            return id.contains(":") ? nil : UInt32(id)
        case .member, .range: return nil
        }
    }

    /// The name of the group that a user has in place of one of its own name.
    var otherGroup: String? {
        guard isUser, let id, let colon = id.firstIndex(of: ":") else { return nil }
        let group = String(id[id.index(after: colon)...])
        return UInt32(group) == nil ? group : nil
    }

    /// Whether the line makes a group of its own name.
    var makesGroup: Bool {
        kind == .group || isUser && !(id?.contains(":") ?? false)
    }
}

extension SysusersLine {
    /// Reads a line; nothing when it is none, or its name has a specifier.
    init?(parsing line: some StringProtocol) {
        guard let fields = QuotedFields.split(line), fields.count > 1,
            let kind = Kind(rawValue: fields[0]), fields.count <= 6
        else { return nil }
        func field(_ index: Int) -> String? {
            guard fields.indices.contains(index), fields[index] != "-", !fields[index].isEmpty
            else {
                return nil
            }
            return fields[index].replacing("%%", with: "%")
        }
        guard kind == .range || AccountName.isValid(fields[1]) else { return nil }
        self.init(
            kind: kind,
            name: fields[1],
            id: field(2),
            comment: field(3),
            home: field(4),
            shell: field(5)
        )
    }

    /// Reads the lines of a file; those that are none are left out.
    static func lines(of text: String) -> [SysusersLine] {
        QuotedFields.lines(of: text).compactMap { SysusersLine(parsing: $0) }
    }

    /// The line as it is written.
    var text: String {
        var fields = [
            kind.rawValue, name, id ?? "-", comment.map(Self.quotedComment) ?? "-",
            home.map(QuotedFields.quoted) ?? "-", shell.map(QuotedFields.quoted) ?? "-",
        ]
        while fields.count > 3, fields.last == "-" { fields.removeLast() }
        return fields.joined(separator: " ")
    }

    /// A comment stands in quotes, as everybody writes it; a colon would end its field in `passwd`.
    private static func quotedComment(_ text: String) -> String {
        let quoted = QuotedFields.quoted(text.replacing(":", with: " "))
        return quoted.hasPrefix("\"") ? quoted : "\"\(quoted)\""
    }
}

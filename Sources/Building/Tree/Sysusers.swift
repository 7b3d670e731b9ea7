import Model

/// The numbers that an extension's own `sysusers.d` files give to users and groups (`sysusers.d(5)`).
struct Sysusers {
    private var users: [String: UInt32] = [:]
    private var groups: [String: UInt32] = [:]

    private static let folder = "/usr/lib/sysusers.d"

    /// Reads the files of a tree.
    ///
    /// Throws: what reading a file's content throws.
    init(of tree: Tree, content: (FileIdentity) throws -> [UInt8]) throws {
        for path in tree.children(of: Self.folder) where path.hasSuffix(".conf") {
            guard let identity = tree.entries[path]?.kind.identity else { continue }
            let text = String(decoding: try content(identity), as: UTF8.self)
            for line in text.split(whereSeparator: \.isNewline) { read(line) }
        }
    }

    /// The number of a user or a group; nothing where none is fixed.
    func number(of name: String, isGroup: Bool) -> UInt32? {
        isGroup ? groups[name] : users[name]
    }

    private mutating func read(_ line: Substring) {
        let fields = line.split(whereSeparator: \.isWhitespace)
        guard fields.count > 2, let kind = fields[0].first, kind == "u" || kind == "g" else {
            return
        }
        let name = String(fields[1])
        let parts = fields[2].split(separator: ":", maxSplits: 1)
        guard let first = parts.first, let number = UInt32(first) else { return }
        if kind == "g" {
            if groups[name] == nil { groups[name] = number }
            return
        }
        if users[name] == nil { users[name] = number }
        // Without a group of its own, the user's has its name and number.
        guard parts.count == 1, groups[name] == nil else { return }
        groups[name] = number
    }
}

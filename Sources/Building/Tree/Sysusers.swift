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
            for line in SysusersLine.lines(of: text) {
                // As systemd has it, the first line of a name counts.
                if users[line.name] == nil { users[line.name] = line.userNumber }
                if groups[line.name] == nil { groups[line.name] = line.groupNumber }
            }
        }
    }

    /// The number of a user or a group; nothing where none is fixed.
    func number(of name: String, isGroup: Bool) -> UInt32? {
        isGroup ? groups[name] : users[name]
    }
}

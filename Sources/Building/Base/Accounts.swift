/// The users and groups of a base, by name.
package struct Accounts: Equatable, Sendable {
    package private(set) var users: [String: UInt32] = ["root": 0]
    package private(set) var groups: [String: UInt32] = ["root": 0]

    /// Makes accounts with root alone.
    package init() {}

    /// Adds the lines of a `passwd` file; names that are there already keep their number.
    package mutating func addUsers(_ passwd: String) {
        Self.add(passwd, to: &users)
    }

    /// Adds the lines of a `group` file; names that are there already keep their number.
    package mutating func addGroups(_ group: String) {
        Self.add(group, to: &groups)
    }

    private static func add(_ text: String, to table: inout [String: UInt32]) {
        for line in text.split(whereSeparator: \.isNewline) {
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count > 3, !fields[0].isEmpty, let number = UInt32(fields[2]) else {
                continue
            }
            let name = String(fields[0])
            if table[name] == nil { table[name] = number }
        }
    }
}

import EROFS
import Model

/// The users and groups that `sysusers.d(5)` files ask for, with the numbers that they are to have, if any.
package struct SystemUsers: Sendable {
    private(set) var users: [String: UInt32?] = [:]
    private(set) var groups: [String: UInt32?] = [:]

    init() {}

    /// Reads the `sysusers.d` files of an image.
    ///
    /// Throws: `ReaderError`, `GateError`.
    init(_ listing: ImageListing) throws {
        for entry in listing.children(of: "/usr/lib/sysusers.d") where entry.path.hasSuffix(".conf")
        {
            if let text = try listing.text(of: entry) { add(text) }
        }
    }

    /// Adds what one file asks for.
    mutating func add(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) { add(line) }
    }

    private mutating func add(_ line: Substring) {
        let fields = line.split(whereSeparator: \.isWhitespace)
        guard fields.count > 1, let kind = fields[0].first else { return }
        let name = String(fields[1])
        let numbers = fields.count > 2 ? fields[2].split(separator: ":") : []
        switch kind {
        case "u":
            users.updateValue(numbers.first.flatMap { UInt32($0) }, forKey: name)
            // A user has a group of its name unless another is named.
            addGroup(name, numbers.last.flatMap { UInt32($0) })
        case "g": addGroup(name, numbers.first.flatMap { UInt32($0) })
        case "m" where fields.count > 2:
            if !users.keys.contains(name) { users.updateValue(nil, forKey: name) }
            addGroup(String(fields[2]), nil)
        default: break
        }
    }

    private mutating func addGroup(_ name: String, _ number: UInt32?) {
        if let known = groups[name], known != nil { return }
        groups.updateValue(number, forKey: name)
    }
}

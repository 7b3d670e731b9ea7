/// The members of an object in a role's document, and what is said when one is not as it should be.
struct MemberReader {
    let members: [String: JSONValue]
    private let place: String

    init(_ value: JSONValue?, _ place: String) throws(TrustError) {
        guard case .object(let members)? = value else {
            throw .badDocument("\(place) is not an object")
        }
        self.members = members
        self.place = place
    }

    func bad(_ reason: String) -> TrustError { .badDocument("\(place): \(reason)") }

    func string(_ key: String) throws(TrustError) -> String {
        guard let text = members[key]?.string else { throw bad("'\(key)' is not a text") }
        return text
    }

    func strings(_ key: String) throws(TrustError) -> [String] {
        guard let list = members[key]?.array else { throw bad("'\(key)' is not a list") }
        var texts: [String] = []
        for value in list {
            guard let text = value.string else { throw bad("'\(key)' is not a list of texts") }
            texts.append(text)
        }
        return texts
    }

    func flag(_ key: String) throws(TrustError) -> Bool {
        guard case .bool(let flag)? = members[key] else {
            throw bad("'\(key)' is not true or false")
        }
        return flag
    }

    /// A number from 1.
    func positive(_ key: String) throws(TrustError) -> Int64 {
        guard let number = members[key]?.integer, number > 0 else {
            throw bad("'\(key)' is not a number above 0")
        }
        return number
    }

    /// A number from 0, or nothing when there is none.
    func size(_ key: String) throws(TrustError) -> Int64? {
        guard let value = members[key] else { return nil }
        guard let number = value.integer, number >= 0 else {
            throw bad("'\(key)' is not a number from 0")
        }
        return number
    }

    func object(_ key: String) throws(TrustError) -> MemberReader {
        try MemberReader(members[key], "\(place), '\(key)'")
    }

    /// What is left when the known members are taken out.
    func others(than known: Set<String>) -> [String: JSONValue] {
        members.filter { !known.contains($0.key) }
    }

    /// Hashes by algorithm; at least one.
    func hashes() throws(TrustError) -> [String: String] {
        let reader = try object("hashes")
        var hashes: [String: String] = [:]
        for name in reader.members.keys { hashes[name] = try reader.string(name) }
        guard !hashes.isEmpty else { throw reader.bad("it is empty") }
        return hashes
    }
}

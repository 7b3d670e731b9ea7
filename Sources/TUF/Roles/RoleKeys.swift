/// Who may sign for a role, and how many of them must.
package struct RoleKeys: Equatable, Sendable {
    /// Key identifiers, each once.
    package var keyIDs: [String]
    package var threshold: Int

    package init(keyIDs: [String], threshold: Int) {
        self.keyIDs = keyIDs
        self.threshold = threshold
    }

    init(_ reader: MemberReader) throws(TrustError) {
        keyIDs = try reader.strings("keyids")
        guard Set(keyIDs).count == keyIDs.count else {
            throw reader.bad("'keyids' names a key twice")
        }
        threshold = Int(clamping: try reader.positive("threshold"))
    }

    var members: [String: JSONValue] {
        [
            "keyids": .array(keyIDs.map(JSONValue.string)),
            "threshold": .integer(Int64(threshold)),
        ]
    }
}

/// Public keys by their identifiers; keys of kinds that nobody here knows are kept and never verify.
package struct KeyTable: Equatable, Sendable {
    package private(set) var keys: [String: PublicKey] = [:]
    private var objects: [String: JSONValue] = [:]

    package init(_ keys: some Sequence<PublicKey>) {
        for key in keys { add(key) }
    }

    init(_ reader: MemberReader) throws(TrustError) {
        for (identifier, object) in reader.members {
            objects[identifier] = object
            guard object["keytype"]?.string != nil, object["scheme"]?.string != nil,
                case .object? = object["keyval"]
            else { throw reader.bad("'\(identifier)' is no key") }
            keys[identifier] = PublicKey(object: object)
        }
    }

    package subscript(identifier: String) -> PublicKey? { keys[identifier] }

    package mutating func add(_ key: PublicKey) {
        keys[key.identifier] = key
        objects[key.identifier] = key.object
    }

    /// Forgets the keys that are not among these.
    package mutating func keep(_ identifiers: Set<String>) {
        keys = keys.filter { identifiers.contains($0.key) }
        objects = objects.filter { identifiers.contains($0.key) }
    }

    var value: JSONValue { .object(objects) }
}

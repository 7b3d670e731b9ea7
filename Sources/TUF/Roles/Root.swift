/// The root of trust: which keys sign for which role (TUF section 4.3).
package struct Root: RoleDocument {
    package static let type = "root"
    /// The roles that every root names.
    package static let roleNames = ["root", "timestamp", "snapshot", "targets"]

    var header: RoleHeader
    package var consistentSnapshot: Bool
    package var keys: KeyTable
    package var roles: [String: RoleKeys]

    package init(
        version: Int64,
        expires: Int64,
        consistentSnapshot: Bool = true,
        keys: KeyTable,
        roles: [String: RoleKeys]
    ) {
        header = RoleHeader(version: version, expires: expires)
        self.consistentSnapshot = consistentSnapshot
        self.keys = keys
        self.roles = roles
    }

    package init(signed: JSONValue) throws(TrustError) {
        let reader = try MemberReader(signed, Self.type)
        header = try RoleHeader(
            reader,
            type: Self.type,
            own: ["consistent_snapshot", "keys", "roles"]
        )
        consistentSnapshot =
            reader.members["consistent_snapshot"] == nil
            ? false : try reader.flag("consistent_snapshot")
        keys = try KeyTable(reader.object("keys"))
        roles = [:]
        let list = try reader.object("roles")
        for name in list.members.keys { roles[name] = try RoleKeys(list.object(name)) }
        guard Set(Self.roleNames).isSubset(of: roles.keys) else {
            throw list.bad("one of \(Self.roleNames.joined(separator: ", ")) is missing")
        }
    }

    package var signed: JSONValue {
        header.signed(
            type: Self.type,
            [
                "consistent_snapshot": .bool(consistentSnapshot),
                "keys": keys.value,
                "roles": .object(roles.mapValues { .object($0.members) }),
            ]
        )
    }

    package var version: Int64 {
        get { header.version }
        set { header.version = newValue }
    }

    package var expires: Int64 {
        get { header.expires }
        set { header.expires = newValue }
    }
}

/// The roles that a targets role delegates to, and their keys (TUF section 4.5).
package struct Delegations: Equatable, Sendable {
    package var keys: KeyTable
    /// In the order of their priority.
    package var roles: [DelegatedRole]

    package init(keys: KeyTable, roles: [DelegatedRole]) {
        self.keys = keys
        self.roles = roles
    }

    init(_ reader: MemberReader) throws(TrustError) {
        keys = try KeyTable(reader.object("keys"))
        guard let list = reader.members["roles"]?.array else {
            throw reader.bad("'roles' is not a list")
        }
        roles = []
        for value in list {
            roles.append(try DelegatedRole(MemberReader(value, "a delegated role")))
        }
        guard Set(roles.map(\.name)).count == roles.count else {
            throw reader.bad("a role is named twice")
        }
    }

    var value: JSONValue {
        ["keys": keys.value, "roles": .array(roles.map(\.value))]
    }
}

/// A role that another one trusts with some paths.
package struct DelegatedRole: Equatable, Sendable {
    /// Which paths a role may list.
    package enum Scope: Equatable, Sendable {
        /// Patterns with `*` and `?` within a part of a path.
        case paths([String])
        /// Beginnings of the SHA-256 digests of paths, in hexadecimal.
        case hashPrefixes([String])
    }

    package var name: String
    package var signers: RoleKeys
    /// Whether roles after this one are not asked for its paths.
    package var isTerminating: Bool
    package var scope: Scope
    private var unknown: [String: JSONValue] = [:]

    package init(name: String, signers: RoleKeys, isTerminating: Bool, scope: Scope) {
        self.name = name
        self.signers = signers
        self.isTerminating = isTerminating
        self.scope = scope
    }

    init(_ reader: MemberReader) throws(TrustError) {
        name = try reader.string("name")
        guard !name.isEmpty, !Root.roleNames.contains(name) else {
            throw reader.bad("'\(name)' is no name for a delegated role")
        }
        signers = try RoleKeys(reader)
        isTerminating = try reader.flag("terminating")
        switch (reader.members["paths"], reader.members["path_hash_prefixes"]) {
        case (_?, nil): scope = .paths(try reader.strings("paths"))
        case (nil, _?): scope = .hashPrefixes(try reader.strings("path_hash_prefixes"))
        default: throw reader.bad("it has not just one of 'paths' and 'path_hash_prefixes'")
        }
        unknown = reader.others(than: [
            "name", "keyids", "threshold", "terminating", "paths", "path_hash_prefixes",
        ])
    }

    var value: JSONValue {
        var members = unknown.merging(signers.members) { $1 }
        members["name"] = .string(name)
        members["terminating"] = .bool(isTerminating)
        switch scope {
        case .paths(let patterns): members["paths"] = .array(patterns.map(JSONValue.string))
        case .hashPrefixes(let prefixes):
            members["path_hash_prefixes"] = .array(prefixes.map(JSONValue.string))
        }
        return .object(members)
    }
}

/// Files that a role vouches for, and the roles that it delegates others to (TUF section 4.5).
package struct Targets: RoleDocument {
    package static let type = "targets"

    var header: RoleHeader
    /// By path.
    package var targets: [String: TargetFile]
    package var delegations: Delegations?

    package init(
        version: Int64,
        expires: Int64,
        targets: [String: TargetFile] = [:],
        delegations: Delegations? = nil
    ) {
        header = RoleHeader(version: version, expires: expires)
        self.targets = targets
        self.delegations = delegations
    }

    package init(signed: JSONValue) throws(TrustError) {
        let reader = try MemberReader(signed, Self.type)
        header = try RoleHeader(reader, type: Self.type, own: ["targets", "delegations"])
        targets = [:]
        let list = try reader.object("targets")
        for path in list.members.keys { targets[path] = try TargetFile(list.object(path)) }
        delegations =
            reader.members["delegations"] == nil
            ? nil : try Delegations(reader.object("delegations"))
    }

    package var signed: JSONValue {
        var own: [String: JSONValue] = ["targets": .object(targets.mapValues(\.value))]
        own["delegations"] = delegations?.value
        return header.signed(type: Self.type, own)
    }

    /// A member of the document that the specification does not know.
    package subscript(extra name: String) -> JSONValue? {
        get { header.unknown[name] }
        set { header.unknown[name] = newValue }
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

/// One file that a role vouches for.
package struct TargetFile: Equatable, Sendable {
    /// In bytes.
    package var length: Int64
    /// Hexadecimal digests by algorithm: `sha256`.
    package var hashes: [String: String]
    /// What the publisher says of it.
    package var custom: JSONValue?
    private var unknown: [String: JSONValue] = [:]

    package init(length: Int64, hashes: [String: String], custom: JSONValue? = nil) {
        self.length = length
        self.hashes = hashes
        self.custom = custom
    }

    init(_ reader: MemberReader) throws(TrustError) {
        guard let length = try reader.size("length") else {
            throw reader.bad("'length' is missing")
        }
        self.length = length
        hashes = try reader.hashes()
        if let custom = reader.members["custom"] {
            guard case .object = custom else { throw reader.bad("'custom' is not an object") }
            self.custom = custom
        }
        unknown = reader.others(than: ["length", "hashes", "custom"])
    }

    var value: JSONValue {
        var members = unknown
        members["length"] = .integer(length)
        members["hashes"] = .object(hashes.mapValues(JSONValue.string))
        members["custom"] = custom
        return .object(members)
    }
}

/// Which version of each targets file belongs together (TUF section 4.4).
package struct Snapshot: RoleDocument {
    package static let type = "snapshot"

    var header: RoleHeader
    /// By file name: `targets.json`, `ROLE.json`.
    package var meta: [String: MetaFile]

    package init(version: Int64, expires: Int64, meta: [String: MetaFile]) {
        header = RoleHeader(version: version, expires: expires)
        self.meta = meta
    }

    package init(signed: JSONValue) throws(TrustError) {
        let reader = try MemberReader(signed, Self.type)
        header = try RoleHeader(reader, type: Self.type, own: ["meta"])
        meta = [:]
        let list = try reader.object("meta")
        for name in list.members.keys { meta[name] = try MetaFile(list.object(name)) }
    }

    package var signed: JSONValue {
        header.signed(type: Self.type, ["meta": .object(meta.mapValues(\.value))])
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

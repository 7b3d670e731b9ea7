/// The only file that changes under its name: which snapshot is the newest (TUF section 4.6).
package struct Timestamp: RoleDocument {
    package static let type = "timestamp"
    private static let entry = "snapshot.json"

    var header: RoleHeader
    package var snapshot: MetaFile

    package init(version: Int64, expires: Int64, snapshot: MetaFile) {
        header = RoleHeader(version: version, expires: expires)
        self.snapshot = snapshot
    }

    package init(signed: JSONValue) throws(TrustError) {
        let reader = try MemberReader(signed, Self.type)
        header = try RoleHeader(reader, type: Self.type, own: ["meta"])
        snapshot = try MetaFile(reader.object("meta").object(Self.entry))
    }

    package var signed: JSONValue {
        header.signed(type: Self.type, ["meta": [Self.entry: snapshot.value]])
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

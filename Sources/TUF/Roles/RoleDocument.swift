/// What a role signs (TUF section 4.3 to 4.6): a value that knows its version and when it stops being valid.
package protocol RoleDocument: Equatable, Sendable {
    /// What the document's `_type` says.
    static var type: String { get }
    /// Counts the role's documents, from 1.
    var version: Int64 { get set }
    /// When it stops being valid: seconds since 1970-01-01 UTC.
    var expires: Int64 { get set }
    /// What is signed, with members that this program does not know kept as they were.
    var signed: JSONValue { get }
    /// Reads what was signed.
    ///
    /// Throws: `TrustError.badDocument`.
    init(signed: JSONValue) throws(TrustError)
}

/// What all roles' documents begin with, and the members that nobody here knows.
struct RoleHeader: Equatable, Sendable {
    static let specification = "1.0.31"

    var version: Int64
    var expires: Int64
    var specVersion = Self.specification
    var unknown: [String: JSONValue] = [:]

    init(version: Int64, expires: Int64) {
        self.version = version
        self.expires = expires
    }

    /// Reads the header of a role's document; the members named are the role's own.
    init(_ reader: MemberReader, type: String, own: Set<String>) throws(TrustError) {
        let found = try reader.string("_type")
        guard found == type else { throw reader.bad("'_type' is '\(found)', not '\(type)'") }
        specVersion = try reader.string("spec_version")
        let parts = specVersion.split(separator: ".", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.first == "1" else {
            throw reader.bad("'spec_version' \(specVersion) is not 1.x")
        }
        version = try reader.positive("version")
        let text = try reader.string("expires")
        guard let time = UTCTime.seconds(text) else {
            throw reader.bad("'expires' is not a time such as 2030-01-01T00:00:00Z")
        }
        expires = time
        let known = own.union(["_type", "spec_version", "version", "expires"])
        unknown = reader.members.filter { !known.contains($0.key) }
    }

    /// The whole document's members: those of the header, and the role's own.
    func signed(type: String, _ own: [String: JSONValue]) -> JSONValue {
        var members = unknown.merging(own) { $1 }
        members["_type"] = .string(type)
        members["spec_version"] = .string(specVersion)
        members["version"] = .integer(version)
        members["expires"] = .string(UTCTime.text(expires))
        return .object(members)
    }
}

/// What one metadata file says of another: its version and, where the publisher says so, its length and hashes.
package struct MetaFile: Equatable, Sendable {
    package var version: Int64
    /// In bytes.
    package var length: Int64?
    /// Hexadecimal digests by algorithm: `sha256`.
    package var hashes: [String: String]?
    private var unknown: [String: JSONValue] = [:]

    package init(version: Int64, length: Int64? = nil, hashes: [String: String]? = nil) {
        self.version = version
        self.length = length
        self.hashes = hashes
    }

    init(_ reader: MemberReader) throws(TrustError) {
        version = try reader.positive("version")
        length = try reader.size("length")
        hashes = reader.members["hashes"] == nil ? nil : try reader.hashes()
        unknown = reader.others(than: ["version", "length", "hashes"])
    }

    var value: JSONValue {
        var members = unknown
        members["version"] = .integer(version)
        members["length"] = length.map(JSONValue.integer)
        members["hashes"] = hashes.map { .object($0.mapValues(JSONValue.string)) }
        return .object(members)
    }
}

/// A bucket of an object store, and how it is addressed.
package struct S3Bucket: Sendable, Hashable {
    package let name: String
    package let region: String
    /// Scheme, host and perhaps a port and a path; no slash at its end.
    private let base: String
    /// What is signed as the host.
    let host: String
    /// What stands before an object's name, percent-encoded; it begins and ends with a slash.
    let root: String

    /// A bucket at an endpoint (path-style addresses), or at Amazon's own for its region.
    ///
    /// Throws: `S3Error.badName` for a bucket that cannot exist; `TransferError.badLocation` for an endpoint that is none.
    package init(name: String, region: String, endpoint: String? = nil) throws {
        try Self.check(name)
        self.name = name
        self.region = region
        if let endpoint {
            let place = try S3Endpoint(endpoint)
            (base, host) = (place.origin, place.host)
            root = "\(place.path)/\(name)/"
        } else {
            let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
            let service = "s3.\(region).\(domain)"
            // A certificate for *.s3.REGION.amazonaws.com does not cover names with dots.
            let isHost = !name.contains(".")
            host = isHost ? "\(name).\(service)" : service
            base = "https://\(host)"
            root = isHost ? "/" : "/\(name)/"
        }
    }

    /// Where a request about an object, or about the bucket itself, goes.
    func location(
        of key: String,
        query: [(name: String, value: String)]
    ) throws(TransferError) -> Location {
        let text = query.isEmpty ? "" : "?" + PercentEncoding.query(query)
        return try Location(base + path(of: key) + text)
    }

    /// Whether nobody on the way can see or change what is sent.
    package var isSecure: Bool { (try? Location(base))?.isSecure == true }

    /// The path of an object, or of the bucket itself, as it is sent and signed.
    func path(of key: String) -> String { root + PercentEncoding.path(key) }

    /// Checks a bucket's name ("Bucket naming rules" in the S3 user guide).
    private static func check(_ name: String) throws(S3Error) {
        let allowed = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard allowed, (3...63).contains(name.utf8.count), !name.contains(".."),
            let first = name.first, let last = name.last, first.isLetter || first.isNumber,
            last.isLetter || last.isNumber
        else {
            throw .badName(
                name,
                reason: "a bucket has a name of 3 to 63 lower-case letters, digits, '-' and '.'"
            )
        }
    }
}

/// The address of an object store.
struct S3Endpoint: Hashable {
    let origin: String
    let host: String
    /// Percent-encoded; no slash at its end.
    let path: String

    /// Reads a URL.
    ///
    /// Throws: `TransferError.badLocation`.
    init(_ text: String) throws(TransferError) {
        let location = try Location(text)
        guard location.scheme != .file else {
            throw .badLocation(text, reason: "an object store has an http: or https: address")
        }
        guard let parts = location.originParts else {
            throw .badLocation(
                location.publicText,
                reason: "a store's address has no user, query or fragment"
            )
        }
        (host, path) = parts
        origin = "\(location.scheme.rawValue)://\(host)"
    }
}

extension S3Bucket: CustomStringConvertible {
    package var description: String { "s3://\(name)" }
}

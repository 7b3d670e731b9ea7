/// What is wrong with an OpenPGP signature.
package enum SignatureRefusal: Error, Hashable, CustomStringConvertible {
    /// Not exactly one signature.
    case count(Int)
    /// `gpgv` says so, with this status keyword.
    case status(String)
    /// Good, but by a key that is not one of the expected.
    case otherKey(String)
    /// Made with a digest that is no longer safe; the number of RFC 9580, section 9.5.
    case digest(Int)
    /// A signature over something other than a file; the number of RFC 9580, section 5.2.1.
    case kind(String)
    /// Made in the future: seconds since 1970-01-01 UTC.
    case future(Int64)
    /// What `gpgv` says has another form than it documents.
    case unreadable

    package var description: String {
        switch self {
        case .count(let count): "there are \(count) signatures"
        case .status(let keyword): "gpgv says \(keyword)"
        case .otherKey(let key): "it was made by '\(key)'"
        case .digest(let number): "its digest algorithm, number \(number), is not accepted"
        case .kind(let kind): "it is of class \(kind), not over a file"
        case .future(let seconds): "it was made in the future, at \(seconds)"
        case .unreadable: "gpgv's answer cannot be read"
        }
    }
}

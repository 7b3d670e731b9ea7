/// Why a client does not take what a repository offers.
package enum ClientError: Error, Equatable {
    /// A role's file is not signed as it must be, or is malformed.
    case untrusted(file: String, TrustError)
    case missing(file: String)
    /// A root that does not follow the one before.
    case rootVersion(offered: Int64, expected: Int64)
    case tooManyRoots(limit: Int)
    /// A file of a lower version than one that was trusted before.
    case rolledBack(file: String, offered: Int64, trusted: Int64)
    /// A file that another one names with another version.
    case otherVersion(file: String, offered: Int64, named: Int64)
    /// A file that another one names with another length or digest.
    case otherBytes(file: String)
    /// A role that the snapshot listed before, and no longer does.
    case dropped(file: String)
    case unlisted(file: String)
    case expired(file: String, at: Int64, now: Int64)
    /// A file that is good for so long that the clock must be behind.
    case farAhead(file: String, expires: Int64, now: Int64)
    case tooManyDelegations(path: String)
    case unknownRole(String)
}

extension ClientError {
    /// Whether it is a matter of time, and so perhaps of a clock that is wrong.
    package var isOfTime: Bool {
        switch self {
        case .expired, .farAhead: true
        default: false
        }
    }
}

extension ClientError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .untrusted(let file, let error): "'\(file)': \(error)"
        case .missing(let file): "'\(file)' is missing"
        case .rootVersion(let offered, let expected):
            "a root of version \(offered) stands where version \(expected) must"
        case .tooManyRoots(let limit): "more than \(limit) versions of the root follow each other"
        case .rolledBack(let file, let offered, let trusted):
            "'\(file)' is version \(offered), and version \(trusted) was trusted before"
        case .otherVersion(let file, let offered, let named):
            "'\(file)' is version \(offered), and version \(named) was announced"
        case .otherBytes(let file): "'\(file)' is not the file that was announced"
        case .dropped(let file): "'\(file)' was listed before, and no longer is"
        case .unlisted(let file): "the snapshot does not list '\(file)'"
        case .expired(let file, let time, let now):
            "'\(file)' expired at \(UTCTime.text(time)), and it is \(UTCTime.text(now))"
        case .farAhead(let file, let expires, let now):
            "'\(file)' is good until \(UTCTime.text(expires)), too long if it is \(UTCTime.text(now))"
        case .tooManyDelegations(let path): "too many roles have a say in '\(path)'"
        case .unknownRole(let role): "there is no role '\(role)'"
        }
    }
}

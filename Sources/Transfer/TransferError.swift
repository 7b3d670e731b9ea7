package import Files
package import Model

/// A transfer that did not happen, or that did not bring what it should.
package enum TransferError: Diagnosable, Equatable {
    case badLocation(String, reason: String)
    case noSuchFile(Location)
    case unreachable(Location, Outage)
    /// The server answered with a status that is no success; 404 and 410 are `noSuchFile`.
    case refused(Location, status: Int)
    case redirectLoop(Location)
    /// A redirect from `https:` to something less.
    case insecureRedirect(from: Location, to: Location)
    /// The answer is not HTTP, or breaks its rules.
    case garbled(Location)
    /// The connection ended before all bytes had come.
    case cutShort(Location, received: Int64, expected: Int64?)
    case tooLarge(Location, limit: Int64)
    case wrongSize(Location, expected: Int64, actual: Int64)
    case wrongDigest(Location, expected: ContentDigest, actual: ContentDigest)
    case file(FileError)

    /// Why a server cannot be reached.
    package enum Outage: Equatable, Sendable {
        case connectionRefused
        case unknownHost
        case timedOut
        case connectionLost
        case insecureConnection(String)
        case other(String)
    }
}

extension TransferError {
    package var description: String {
        switch self {
        case .badLocation(let text, let reason): "cannot fetch from '\(text)': \(reason)"
        case .noSuchFile(let location): "there is no '\(location)'"
        case .unreachable(let location, let outage): "cannot reach '\(location)': \(outage)"
        case .refused(let location, let status):
            "the server answered \(status) to the request for '\(location)'"
        case .redirectLoop(let location): "too many redirects on the way to '\(location)'"
        case .insecureRedirect(let from, let to):
            "'\(from)' redirects to '\(to)', which is not encrypted"
        case .garbled(let location): "the answer from '\(location)' is not valid HTTP"
        case .cutShort(let location, let received, let expected):
            "'\(location)' broke off after \(received) \(expected.map { "of \($0) " } ?? "")bytes"
        case .tooLarge(let location, let limit):
            "'\(location)' is larger than the \(limit) bytes that are allowed"
        case .wrongSize(let location, let expected, let actual):
            "'\(location)' has \(actual) bytes instead of \(expected)"
        case .wrongDigest(let location, let expected, let actual):
            "the checksum of '\(location)' is \(actual), not \(expected)"
        case .file(let error): error.description
        }
    }

    package var cause: (any Error)? { nil }

    package var hint: String? {
        switch self {
        case .badLocation: "give a URL such as https://example.org/extensions"
        case .noSuchFile: "check the URL; the publisher may not have finished, or has removed it"
        case .unreachable(_, let outage): outage.hint
        case .refused(_, 401), .refused(_, 403), .refused(_, 407):
            "the server wants to know who you are"
        case .refused(_, 500...): "the server has trouble; try again later"
        case .refused, .garbled, .redirectLoop: "check that the URL is the repository's own"
        case .insecureRedirect: "ask the publisher; nothing was fetched from there"
        case .cutShort: "try again; a proxy or the server cuts connections"
        case .tooLarge, .wrongSize, .wrongDigest:
            "the file was changed or damaged; it was thrown away. Try again later, or tell the publisher"
        case .file(let error): error.hint
        }
    }

    package var kind: FailureKind {
        switch self {
        case .wrongSize, .wrongDigest, .tooLarge: .verification
        case .badLocation: .usage
        default: .failed
        }
    }

    /// Whether the same request may work in a moment.
    var isTransient: Bool {
        switch self {
        case .unreachable(_, .insecureConnection): false
        case .unreachable, .cutShort: true
        case .refused(_, let status): [408, 425, 429, 500, 502, 503, 504].contains(status)
        default: false
        }
    }
}

extension TransferError.Outage: CustomStringConvertible {
    package var description: String {
        switch self {
        case .connectionRefused: "the connection was refused"
        case .unknownHost: "there is no host of that name"
        case .timedOut: "it did not answer in time"
        case .connectionLost: "the connection was lost"
        case .insecureConnection(let reason): "no trusted connection: \(reason)"
        case .other(let reason): reason
        }
    }

    fileprivate var hint: String {
        switch self {
        case .connectionRefused: "is the server running, and is the port right?"
        case .unknownHost: "check the host's name and this machine's DNS"
        case .timedOut, .connectionLost, .other: "check the network; try again later"
        case .insecureConnection: "check this machine's clock and certificates"
        }
    }
}

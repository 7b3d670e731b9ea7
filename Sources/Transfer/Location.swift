import FoundationEssentials

/// Where something is fetched from: an `http:`, `https:` or `file:` URL.
package struct Location: Hashable, Sendable {
    /// How the bytes are reached.
    package enum Scheme: String, Sendable {
        case http
        case https
        case file
    }

    package let scheme: Scheme
    let url: URL

    /// Reads a URL.
    ///
    /// Throws: `TransferError.badLocation`.
    package init(_ text: String) throws(TransferError) {
        guard let url = URL(string: text) else {
            throw .badLocation(text, reason: "it is not a URL")
        }
        try self.init(url, text: text)
    }

    private init(_ url: URL, text: String) throws(TransferError) {
        guard let scheme = url.scheme.flatMap({ Scheme(rawValue: $0.lowercased()) }) else {
            throw .badLocation(text, reason: "it does not begin with http:, https: or file:")
        }
        let host = url.host() ?? ""
        if scheme == .file {
            guard host.isEmpty || host == "localhost", url.path.hasPrefix("/") else {
                throw .badLocation(text, reason: "a file: URL needs three slashes and a full path")
            }
        } else if host.isEmpty {
            throw .badLocation(text, reason: "it names no host")
        }
        self.scheme = scheme
        self.url = url
    }

    /// The place of a file below this one, from its path there (such as `metadata/index.json`).
    package func appending(_ path: String) -> Location {
        var url = url
        for component in path.split(separator: "/") { url.append(component: component) }
        return Location(unchecked: url, scheme: scheme)
    }

    /// The place of a file directly below this one, from its name in percent-encoded form: `%2F` in it is no slash.
    package func appending(encodedName name: String) -> Location {
        var parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
        parts?.percentEncodedPath += (url.path().hasSuffix("/") ? "" : "/") + name
        return Location(unchecked: parts?.url ?? url.appending(component: name), scheme: scheme)
    }

    /// The place that a redirect leads to.
    ///
    /// Throws: `TransferError.badLocation`.
    func resolving(_ reference: String) throws(TransferError) -> Location {
        guard let url = URL(string: reference, relativeTo: url)?.absoluteURL else {
            throw .badLocation(reference, reason: "it is not a URL")
        }
        return try Location(url, text: reference)
    }

    private init(unchecked url: URL, scheme: Scheme) {
        self.url = url
        self.scheme = scheme
    }

    /// The URL as a request needs it, with everything that the user gave.
    var requestText: String { url.absoluteString }

    /// The URL without what may be somebody's secret: user, password, query and fragment.
    package var publicText: String {
        var parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
        parts?.user = nil
        parts?.password = nil
        parts?.query = nil
        parts?.fragment = nil
        return parts?.string ?? ""
    }

    /// The path on this machine of a `file:` URL.
    package var filePath: String { url.path(percentEncoded: false) }
}

extension Location: CustomStringConvertible {
    /// The URL without user and password, which must not end up in logs.
    package var description: String {
        var parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
        parts?.user = nil
        parts?.password = nil
        return parts?.string ?? url.path
    }
}

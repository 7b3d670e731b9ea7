import FoundationEssentials

/// Which proxy a request goes through, by the environment variables that curl reads.
package struct ProxySettings: Equatable, Sendable {
    /// A proxy's address.
    package struct Server: Hashable, Sendable {
        package var host: String
        package var port: Int
    }

    private var http: Server?
    private var https: Server?
    private var exceptions: [String] = []

    /// Reads `http_proxy` (lower case only, as curl does), `https_proxy`, `all_proxy` and `no_proxy`.
    package init(_ environment: [String: String]) {
        func server(_ names: [String]) -> Server? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }.flatMap(Self.server)
        }
        let all = server(["all_proxy", "ALL_PROXY"])
        http = server(["http_proxy"]) ?? all
        https = server(["https_proxy", "HTTPS_PROXY"]) ?? all
        exceptions = (environment["no_proxy"] ?? environment["NO_PROXY"] ?? "")
            .split { $0 == "," || $0 == " " }.map { $0.lowercased() }
    }

    /// The proxy for a place, or nothing when it is reached directly.
    package func server(for location: Location) -> Server? {
        let host = (location.url.host() ?? "").lowercased()
        guard !exceptions.contains(where: { Self.excludes($0, host: host) }) else { return nil }
        return switch location.scheme {
        case .http: http
        case .https: https
        case .file: nil
        }
    }

    private static func excludes(_ exception: String, host: String) -> Bool {
        let name = exception.hasPrefix(".") ? String(exception.dropFirst()) : exception
        return exception == "*" || host == name || host.hasSuffix("." + name)
    }

    private static func server(_ text: String) -> Server? {
        guard let url = URL(string: text.contains("://") ? text : "http://" + text),
            let host = url.host(), !host.isEmpty
        else { return nil }
        return Server(host: host, port: url.port ?? 1080)
    }
}

import FoundationEssentials

extension Location {
    /// Whether nobody on the way can change what comes from there: it is encrypted, or on this machine.
    package var isSecure: Bool {
        switch scheme {
        case .https, .file: true
        case .http: Self.isLoopback((url.host() ?? "").lowercased())
        }
    }

    /// Whether a host is this machine by its very name (RFC 6761, section 6.3) or by its address.
    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || host == "[::1]" {
            return true
        }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// The last part of the path, or nothing when there is none.
    package var fileName: String? {
        let name = url.path(percentEncoded: false).split(separator: "/").last.map(String.init)
        return name?.contains("\0") == false ? name : nil
    }

    /// The place that a reference in a document from here leads to.
    ///
    /// Throws: `TransferError.badLocation`.
    package func reference(_ text: String) throws(TransferError) -> Location {
        try resolving(text)
    }
}

extension Location {
    /// Host with port as requests name it, and the encoded path without slashes at its end; nothing when the URL has other parts.
    var originParts: (host: String, path: String)? {
        guard let parts = URLComponents(url: url, resolvingAgainstBaseURL: true),
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil,
            let host = parts.encodedHost
        else { return nil }
        let usual = scheme == .https ? 443 : 80
        let port = parts.port.flatMap { $0 == usual ? nil : ":\($0)" } ?? ""
        var path = parts.percentEncodedPath
        while path.hasSuffix("/") { path.removeLast() }
        return (host.lowercased() + port, path)
    }
}

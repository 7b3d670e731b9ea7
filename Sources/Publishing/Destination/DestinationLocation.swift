package import Model
package import SystemPackage
package import Transfer

/// Where a repository is to be published to, as it is written: a folder's path, or `s3://BUCKET/PREFIX`.
package enum DestinationLocation: Equatable, Sendable {
    case folder(FilePath)
    /// The prefix has no slash at either end; the endpoint is a URL, or nothing for Amazon's own.
    case s3(bucket: String, prefix: String, endpoint: String?)

    /// Reads a destination, and the address of an object store if one was given.
    ///
    /// Throws: `DestinationError`.
    package init(_ text: String, endpoint: String? = nil) throws(DestinationError) {
        guard let rest = Self.afterScheme(text) else {
            if let scheme = Self.scheme(of: text) { throw .unknownScheme(scheme) }
            guard !text.isEmpty else { throw .empty }
            guard endpoint == nil else { throw .endpointOfFolder(text) }
            self = .folder(FilePath(text))
            return
        }
        var parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count > 1, parts.last == "" { parts.removeLast() }
        let bucket = parts.removeFirst()
        guard !bucket.isEmpty else { throw .noBucket(text) }
        guard parts.allSatisfy({ !["", ".", ".."].contains($0) }),
            rest.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), !rest.contains(where: "?#%".contains)
        else { throw .badPrefix(text) }
        self = .s3(bucket: bucket, prefix: parts.joined(separator: "/"), endpoint: endpoint)
        do {
            _ = try S3Bucket(name: bucket, region: "us-east-1", endpoint: endpoint)
        } catch {
            throw .badStore(text, error)
        }
    }

    private static func afterScheme(_ text: String) -> Substring? {
        text.lowercased().hasPrefix("s3://") ? text.dropFirst(5) : nil
    }

    /// The scheme of something that looks like a URL.
    private static func scheme(of text: String) -> String? {
        guard text.contains("://"), let end = text.firstIndex(of: ":") else { return nil }
        let scheme = String(text[..<end])
        return !scheme.isEmpty && scheme.allSatisfy { $0.isLetter || $0.isNumber } ? scheme : nil
    }

    /// Makes the destination ready; for an object store, credentials, region and address are taken from the environment as far as
    /// they were not given.
    ///
    /// Throws: `FileError`, `S3Error`, `TransferError`.
    package func open(
        _ transfer: TransferClient,
        environment: [String: String],
        note: @escaping @Sendable (Finding) -> Void = { _ in }
    ) throws -> any Destination {
        switch self {
        case .folder(let path): return FolderDestination(path)
        case .s3(let name, let prefix, let endpoint):
            let bucket = try S3Bucket(name: name, endpoint: endpoint, environment: environment)
            let client = S3Client(
                transfer,
                bucket: bucket,
                credentials: try S3Credentials.found(in: environment)
            )
            if !bucket.isSecure { note(Self.insecure(bucket)) }
            return S3Destination(client, prefix: prefix, note: note)
        }
    }

    private static func insecure(_ bucket: S3Bucket) -> Finding {
        Finding(
            check: "object-store",
            level: .warning,
            subject: bucket.description,
            message: "the connection to the object store is not encrypted",
            hint: "give an https: address with --s3-endpoint"
        )
    }
}

extension DestinationLocation: CustomStringConvertible {
    package var description: String {
        switch self {
        case .folder(let path): path.string
        case .s3(let bucket, let prefix, _):
            prefix.isEmpty ? "s3://\(bucket)" : "s3://\(bucket)/\(prefix)"
        }
    }
}

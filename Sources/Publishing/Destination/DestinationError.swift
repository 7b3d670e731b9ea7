package import Model

/// A place that nothing can be published to.
package enum DestinationError: Diagnosable {
    case empty
    case unknownScheme(String)
    case endpointOfFolder(String)
    case noBucket(String)
    case badPrefix(String)
    case badStore(String, any Error)

    package var description: String {
        switch self {
        case .empty: "no repository was named"
        case .unknownScheme(let scheme): "nothing can be published by '\(scheme)://'"
        case .endpointOfFolder(let text): "'\(text)' is a folder, which has no object store"
        case .noBucket(let text): "'\(text)' names no bucket"
        case .badPrefix(let text): "'\(text)' is no place in a bucket"
        case .badStore(let text, _): "'\(text)' cannot be published to"
        }
    }

    package var cause: (any Error)? {
        guard case .badStore(_, let cause) = self else { return nil }
        return cause
    }

    package var hint: String? {
        switch self {
        case .endpointOfFolder: "give --s3-endpoint together with s3://BUCKET/PREFIX"
        case .badPrefix:
            "a prefix has plain names between single slashes, without spaces, '?', '#' and '%'"
        case .badStore: nil
        default: "give a folder, or s3://BUCKET/PREFIX"
        }
    }

    package var kind: FailureKind { .usage }
}

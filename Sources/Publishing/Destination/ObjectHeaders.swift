/// What browsers and caches are told of a repository's file, from its name alone.
package struct ObjectHeaders: Equatable, Sendable {
    package let contentType: String
    package let cacheControl: String

    /// The headers of a file; the name begins below the repository's root, without a slash.
    package init(_ name: String) {
        let parts = name.split(separator: "/").map(String.init)
        let file = parts.last ?? ""
        contentType = Self.contentType(of: file)
        if Self.isImmutable(file, in: parts.dropLast()) {
            cacheControl = "public, max-age=31536000, immutable"
        } else if file.hasSuffix(".html") {
            cacheControl = "max-age=60, must-revalidate"
        } else {
            // Lists and their signatures have to fit each other, so nobody may keep one of them.
            cacheControl = "no-cache"
        }
    }

    /// Whether the bytes under a name never change: images with their documents, numbered metadata, search documents.
    private static func isImmutable(_ file: String, in folders: ArraySlice<String>) -> Bool {
        guard let folder = folders.first, folders.count == 1 else { return false }
        switch folder {
        case "metadata":
            return file.hasSuffix(".json") && UInt64(file.prefix { $0 != "." }) != nil
        case "search": return file.hasSuffix(".json")
        default:
            let endings = [".raw", ".json", ".jsonl"]
            return file.hasPrefix("\(folder)-") && endings.contains { file.hasSuffix($0) }
        }
    }

    private static func contentType(of file: String) -> String {
        if file.hasSuffix(".spdx.json") { return "application/spdx+json" }
        if file.hasSuffix(".slsa.json") { return "application/vnd.in-toto+json" }
        if file == "SHA256SUMS.gpg" { return "application/pgp-signature" }
        let ending = file.contains(".") ? file.split(separator: ".").last.map(String.init) : nil
        return types[ending ?? ""] ?? "text/plain; charset=utf-8"
    }

    private static let types = [
        "raw": "application/octet-stream", "json": "application/json",
        "jsonl": "application/jsonl", "html": "text/html; charset=utf-8",
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml", "png": "image/png", "xml": "application/xml",
        "atom": "application/atom+xml", "gpg": "application/pgp-keys",
        "pgp": "application/pgp-keys", "asc": "application/pgp-keys",
    ]
}

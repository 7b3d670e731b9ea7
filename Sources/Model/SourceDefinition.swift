/// A repository that a host takes extensions from: one file in `sources.d/`.
package struct SourceDefinition: Equatable, Sendable {
    package var name: SourceName
    /// An `http:`, `https:` or `file:` URL, without a slash at the end.
    package var url: String
    /// The repository's public key, as `veneer key show` prints it.
    package var key: String

    /// Makes a source; a slash at the URL's end is dropped.
    package init(name: SourceName, url: String, key: String) {
        self.name = name
        var url = url[...]
        while url.hasSuffix("/") { url = url.dropLast() }
        self.url = String(url)
        self.key = key
    }

    /// Reads a source file's text.
    ///
    /// Throws: `DocumentError` with the line and column of what is wrong.
    package init(parsing text: String, name: SourceName, document: String) throws(DocumentError) {
        let mapping = try YAMLMapping.parse(text, document: document)
        try mapping.allow(["url", "key"])
        let url = try mapping.requiredText("url")
        guard ["http://", "https://", "file://"].contains(where: url.hasPrefix) else {
            throw mapping.bad("url", url, rule: "it must begin with http:, https: or file:")
        }
        self.init(name: name, url: url, key: try mapping.requiredText("key"))
    }

    /// The text of the source's file.
    package var text: String { "url: \(url)\nkey: \(key)\n" }
}

/// The short name of a source, which is also its file's name.
package struct SourceName: ParsedText, Comparable {
    package static let noun = "source name"

    package let text: String

    /// Reads a name by the rules for extension names.
    package init?(_ text: String) {
        guard let name = ExtensionName(text) else { return nil }
        self.text = name.text
    }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

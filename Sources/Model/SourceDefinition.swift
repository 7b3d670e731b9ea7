/// A repository that a host takes extensions from: one file in `sources.d/`.
package struct SourceDefinition: Equatable, Sendable {
    package var name: SourceName
    /// An `http:`, `https:` or `file:` URL, without a slash at the end.
    package var url: String
    /// The root metadata that the repository is trusted by, as `veneer key show` prints it.
    package var root: RootPin

    /// Makes a source; a slash at the URL's end is dropped.
    package init(name: SourceName, url: String, root: RootPin) {
        self.name = name
        var url = url[...]
        while url.hasSuffix("/") { url = url.dropLast() }
        self.url = String(url)
        self.root = root
    }

    /// Reads a source file's text.
    ///
    /// Throws: `DocumentError` with the line and column of what is wrong.
    package init(parsing text: String, name: SourceName, document: String) throws(DocumentError) {
        let mapping = try YAMLMapping.parse(text, document: document)
        try mapping.allow(["url", "root"])
        let url = try mapping.requiredText("url")
        guard ["http://", "https://", "file://"].contains(where: url.hasPrefix) else {
            throw mapping.bad("url", url, rule: "it must begin with http:, https: or file:")
        }
        let text = try mapping.requiredText("root")
        guard let root = RootPin(text) else {
            throw mapping.bad("root", text, rule: "it must be sha256: and 64 hexadecimal digits")
        }
        self.init(name: name, url: url, root: root)
    }

    /// The text of the source's file.
    package var text: String { "url: \(url)\nroot: \(root)\n" }
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

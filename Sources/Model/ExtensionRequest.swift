/// The wish for an extension: one file in `extensions.d/`.
package struct ExtensionRequest: Equatable, Sendable {
    /// The extension's name, which is also its file's name.
    package var name: ExtensionName
    /// The only source it may come from; any of them when there is none.
    package var source: SourceName?

    /// Makes a request.
    package init(name: ExtensionName, source: SourceName? = nil) {
        self.name = name
        self.source = source
    }

    /// Reads a request file's text.
    ///
    /// Throws: `DocumentError` with the line and column of what is wrong.
    package init(
        parsing text: String,
        name: ExtensionName,
        document: String
    )
        throws(DocumentError)
    {
        let mapping = try YAMLMapping.parse(text, document: document)
        try mapping.allow(["name", "source"])
        let written = try mapping.requiredText("name")
        guard written == name.text else {
            throw mapping.bad("name", written, rule: "the file's name says '\(name)'")
        }
        self.init(name: name)
        if let source = try mapping.text("source") {
            guard let source = SourceName(source) else {
                throw mapping.bad("source", source, rule: "it is no source name")
            }
            self.source = source
        }
    }

    /// The text of the request's file.
    package var text: String {
        "name: \(name)\n" + (source.map { "source: \($0)\n" } ?? "")
    }
}

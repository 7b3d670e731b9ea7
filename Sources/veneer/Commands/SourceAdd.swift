import Files
import ArgumentParser
import Host
import Model
import SystemPackage
import Transfer

/// Adds a source.
struct SourceAdd: VeneerCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds a source, after one look at its signed index.",
        discussion: """
            The key is pinned: nothing that another key has signed is ever taken from this source.

            Example:
              veneer source add main https://example.org/extensions --key ed25519:…
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "A short name for it.", transform: { try argument($0) as SourceName })
    var name: SourceName

    @Argument(help: "The repository's URL (http:, https: or file:).")
    var url: String

    @Option(
        help: .init(
            "The repository's public key, as 'veneer key show' prints it, or a file with it.",
            valueName: "key"
        )
    )
    var key: String

    func run(_ context: Context) async throws {
        let source = SourceDefinition(name: name, url: url, key: try keyText())
        let index = try await context.host().addSource(source)
        try context.output.render(
            AddedSource(
                name: name,
                url: source.url,
                key: source.key,
                title: index.title,
                extensions: Set(index.images.map(\.name)).count
            )
        )
    }

    /// The key itself: a text with the key's prefix, or the only line of a file.
    private func keyText() throws -> String {
        guard !key.contains(":") else { return key }
        let path = FilePath(key)
        guard let file = path.lastComponent?.string else { return key }
        let folder = try Folder(
            path.components.count == 1 && path.isRelative ? "." : path.removingLastComponent()
        )
        guard try folder.entry(file) != nil else {
            throw SourceError.badKey(source: name.text, key: key)
        }
        let text = String(decoding: try folder.read(file, limit: 4096), as: UTF8.self)
        return text.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    }
}

/// The answer of `source add`.
struct AddedSource: Report {
    var name: SourceName
    var url: String
    var key: String
    var title: String
    var extensions: Int

    var text: String {
        "added '\(name)': \(title), \(extensions) extension\(extensions == 1 ? "" : "s")"
    }
}

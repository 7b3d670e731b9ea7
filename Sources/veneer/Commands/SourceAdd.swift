import ArgumentParser
import Host
import Model
import SystemPackage

/// Adds a source.
struct SourceAdd: VeneerCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds a source, after one look at its signed metadata.",
        discussion: """
            The root is pinned: nothing is ever taken from this source that does not follow from it, by keys that it names or that \
            its successors name.

            Example:
              veneer source add main https://example.org/extensions --pin sha256:…
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "A short name for it.", transform: { try argument($0) as SourceName })
    var name: SourceName

    @Argument(help: "The repository's URL (http:, https: or file:).")
    var url: String

    @Option(
        help: .init(
            "The root that it is trusted by: the line that 'veneer key show' prints, or a root.json file.",
            valueName: "root"
        )
    )
    var pin: String

    func run(_ context: Context) async throws {
        let source = SourceDefinition(name: name, url: url, root: try root())
        let index = try await context.host().addSource(source)
        try context.output.render(
            AddedSource(
                name: name,
                url: source.url,
                root: source.root,
                title: index.title,
                extensions: index.names.count
            )
        )
    }

    private func root() throws -> RootPin {
        if let root = RootPin(pin) { return root }
        guard !pin.contains(":") else {
            throw SourceError.badRoot(pin)
        }
        return try RootFile.pin(FilePath(pin))
    }
}

/// The answer of `source add`.
struct AddedSource: Report {
    var name: SourceName
    var url: String
    var root: RootPin
    var title: String
    var extensions: Int

    var text: String {
        "added '\(name)': \(title), \(extensions) extension\(extensions == 1 ? "" : "s")"
    }
}

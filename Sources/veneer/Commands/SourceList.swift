import ArgumentParser
import Host
import Model

/// Lists sources.
struct SourceList: VeneerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists this host's sources."
    )

    @OptionGroup var options: GlobalOptions

    func run(_ context: Context) async throws {
        let sources = try context.host().listSources()
        try context.output.render(
            SourceTable(
                sources: sources.map { listed in
                    SourceTable.Row(
                        name: listed.source.name,
                        url: listed.source.url,
                        root: listed.source.root,
                        file: listed.path
                    )
                }
            )
        )
    }
}

/// The answer of `source list`.
struct SourceTable: Report {
    struct Row: Encodable {
        var name: SourceName
        var url: String
        var root: RootPin
        /// The file that defines it.
        var file: String
    }

    var sources: [Row]

    var text: String {
        guard !sources.isEmpty else { return "no source; add one with 'veneer source add'" }
        return TextTable(
            header: ["name", "url", "root", "file"],
            rows: sources.map { [$0.name.text, $0.url, $0.root.text, $0.file] }
        ).text
    }
}

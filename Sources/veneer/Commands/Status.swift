import ArgumentParser
import Host
import Model

/// Shows how a host stands.
struct Status: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows this host's extensions and how far each of them is.",
        discussion: "It works without a network; 'veneer update --check' looks for updates."
    )

    @OptionGroup var options: GlobalOptions

    func run(_ context: Context) async throws {
        let status = try await context.host().status()
        for warning in status.warnings { context.output.warn(warning) }
        try context.output.render(StatusAnswer(status))
    }
}

/// The answer of `status`.
struct StatusAnswer: Report {
    struct Row: Encodable {
        var name: ExtensionName
        var version: ImageVersion?
        var file: String?
        var source: SourceName?
        var state: HostStatus.State
        var reason: String?
    }

    var root: String
    var os: String
    var architecture: Architecture
    var generation: Int?
    var extensions: [Row]
    var warnings: [String]

    init(_ status: HostStatus) {
        root = status.root
        os = status.host.os.description
        architecture = status.host.architecture
        generation = status.generation
        warnings = status.warnings
        extensions = status.rows.map { row in
            Row(
                name: row.name,
                version: row.image?.version,
                file: row.image?.file.text,
                source: row.image?.source,
                state: row.state,
                reason: row.reason
            )
        }
    }

    var text: String {
        let place = "\(os), \(architecture)" + (generation.map { ", generation \($0)" } ?? "")
        guard !extensions.isEmpty else { return "\(place)\nno extension is installed" }
        let table = TextTable(
            header: ["name", "version", "source", "state", "reason"],
            rows: extensions.map { row in
                [
                    row.name.text, row.version?.text ?? "-", row.source?.text ?? "-",
                    row.state.rawValue, row.reason ?? "",
                ]
            }
        )
        return "\(place)\n\(table.text)"
    }
}

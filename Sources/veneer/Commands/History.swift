import ArgumentParser
import FoundationEssentials
import Host
import Model

/// Shows a host's generations.
struct History: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the generations that are kept, the newest last."
    )

    @OptionGroup var options: GlobalOptions

    func run(_ context: Context) async throws {
        let (generations, current) = try context.host().history()
        try context.output.render(HistoryAnswer(generations, current: current))
    }
}

/// The answer of `history`.
struct HistoryAnswer: Report {
    struct Image: Encodable {
        var name: ExtensionName
        var version: ImageVersion
        var file: String
        var checksum: Checksum
        var source: SourceName
    }

    struct Row: Encodable {
        var number: Int
        var isCurrent: Bool
        /// RFC 3339, UTC.
        var created: String
        var action: String
        var outcome: Generation.Outcome
        var problem: String?
        var images: [Image]
    }

    var generations: [Row]

    init(_ generations: [Generation], current: Int?) {
        self.generations = generations.map { generation in
            Row(
                number: generation.number,
                isCurrent: generation.number == current,
                created: Date(timeIntervalSince1970: TimeInterval(generation.created)).formatted(
                    .iso8601
                ),
                action: generation.action,
                outcome: generation.outcome,
                problem: generation.problem,
                images: generation.images.map { image in
                    Image(
                        name: image.name,
                        version: image.version,
                        file: image.file.text,
                        checksum: image.checksum,
                        source: image.source
                    )
                }
            )
        }
    }

    var text: String {
        guard !generations.isEmpty else { return "no generations yet" }
        return TextTable(
            header: ["", "generation", "created", "what", "outcome", "extensions"],
            rows: generations.map { row in
                [
                    row.isCurrent ? "*" : "", "\(row.number)", row.created, row.action,
                    row.outcome == .prepared ? "interrupted" : row.outcome.rawValue,
                    row.images.map { "\($0.name) \($0.version)" }.joined(separator: ", "),
                ]
            }
        ).text
    }
}

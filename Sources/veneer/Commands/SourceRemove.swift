import ArgumentParser
import Host

/// Removes a source.
struct SourceRemove: VeneerCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Removes a source; what was installed from it stays."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The source's name.")
    var name: String

    func run(_ context: Context) async throws {
        try await context.host().removeSource(name)
        try context.output.render(RemovedSource(removed: name))
    }
}

/// The answer of `source remove`.
struct RemovedSource: Report {
    var removed: String

    var text: String { "removed '\(removed)'" }
}

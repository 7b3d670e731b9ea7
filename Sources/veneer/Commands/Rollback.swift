import ArgumentParser
import Host

/// Returns to an earlier generation.
struct Rollback: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Returns to the extensions of an earlier generation.",
        discussion: """
            Without a number it undoes the last change; a second rollback undoes the first. It makes \
            a new generation with the images of the old one, and what is wanted follows it.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The number of a generation that 'veneer history' shows.")
    var generation: Int?

    @Flag(name: .customLong("no-refresh"), help: "Link only; merge later or at the next boot.")
    var noRefresh = false

    func run(_ context: Context) async throws {
        let host = try context.host(refreshes: !noRefresh)
        try context.render(try await host.rollback(to: generation))
    }
}

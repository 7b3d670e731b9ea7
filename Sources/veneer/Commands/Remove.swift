import ArgumentParser
import Host
import Model

/// Removes extensions.
struct Remove: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Removes extensions.",
        discussion: "Their images stay while a kept generation needs them for a rollback."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(
        help: .init("Names of extensions.", valueName: "name"),
        transform: { try argument($0) as ExtensionName }
    )
    var names: [ExtensionName]

    @Flag(name: .customLong("no-refresh"), help: "Unlink only; merge later or at the next boot.")
    var noRefresh = false

    func run(_ context: Context) async throws {
        let host = try context.host(refreshes: !noRefresh)
        try context.render(try await host.remove(names))
    }
}

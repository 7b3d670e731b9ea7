import ArgumentParser
import Host
import Model

/// Installs extensions.
struct Install: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Installs extensions, or updates those that are installed.",
        discussion: """
            The newest image that fits this host's release and architecture is fetched, checked, \
            linked and merged; if systemd refuses it, the host is as it was before.

            Example:
              veneer install htop
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(
        help: .init("Names of extensions.", valueName: "name"),
        transform: { try argument($0) as ExtensionName }
    )
    var names: [ExtensionName]

    @Option(
        name: .customLong("source"),
        help: .init("Take them from this source only, now and later.", valueName: "name"),
        transform: { try argument($0) as SourceName }
    )
    var source: SourceName?

    @Flag(name: .customLong("no-refresh"), help: "Link only; merge later or at the next boot.")
    var noRefresh = false

    func run(_ context: Context) async throws {
        let host = try context.host(refreshes: !noRefresh)
        try context.render(try await host.install(names, from: source))
    }
}

import ArgumentParser
import Host

/// Links and merges what was chosen before.
struct Refresh: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Links the current generation and has systemd-sysext merge it.",
        discussion: "If systemd refuses it, what was linked before is linked again."
    )

    @OptionGroup var options: GlobalOptions

    func run(_ context: Context) async throws {
        try context.render(links: try await context.host().refresh())
    }
}

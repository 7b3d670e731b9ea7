import ArgumentParser
import Host
import Model

/// Updates extensions.
struct Update: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings extensions in step with their sources and with this host's release.",
        discussion: """
            Without names, everything that extensions.d asks for. With --check nothing is changed; \
            the exit code is 0 when there is something to do and 2 when there is not.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(
        help: .init("Names of extensions.", valueName: "name"),
        transform: { try argument($0) as ExtensionName }
    )
    var names: [ExtensionName] = []

    @Flag(help: "Only say what would be done.")
    var check = false

    @Flag(name: .customLong("no-refresh"), help: "Link only; merge later or at the next boot.")
    var noRefresh = false

    func run(_ context: Context) async throws {
        let host = try context.host(refreshes: !noRefresh)
        guard check else { return try context.render(try await host.update(names)) }
        let plan = try await host.check(names)
        let answer = ChangeAnswer(plan)
        for warning in answer.warnings { context.output.warn(warning) }
        try context.output.render(answer)
        guard answer.problems.isEmpty else { throw HostError.incomplete(answer.problems) }
        if !plan.changesAnything { throw ExitCode(2) }
    }
}

import ArgumentParser
import Model

/// The program and its verbs.
@main
struct Tool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "veneer",
        abstract: "Builds, publishes and installs system extensions.",
        discussion: """
            Exit codes: 0 done, 1 failed, 2 nothing to do (update --check), 3 verification failed, \
            64 wrong usage.
            """,
        version: BuildVersion.current,
        groupedSubcommands: [
            CommandGroup(name: "Publisher:", subcommands: publisherVerbs),
            CommandGroup(name: "Host:", subcommands: hostVerbs),
        ]
    )

    #if Builder
    private static let publisherVerbs: [any ParsableCommand.Type] = [
        Build.self, BaseCommand.self, Publish.self, Serve.self, Inspect.self, Diff.self,
        Lint.self, Key.self,
    ]
    #else
    private static let publisherVerbs: [any ParsableCommand.Type] = [
        Publish.self, Inspect.self, Diff.self, Key.self,
    ]
    #endif

    private static let hostVerbs: [any ParsableCommand.Type] = [
        Source.self, Install.self, Remove.self, Update.self, Status.self, History.self,
        Rollback.self, Refresh.self, Activate.self,
    ]

    /// Runs the verb that the arguments name, and turns what it throws into lines and an exit code.
    static func main() async {
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as any Diagnosable {
            for line in diagnosticLines(for: error) { StandardStream.error.write(line + "\n") }
            exit(withError: ExitCode(error.kind.exitCode))
        } catch {
            exit(withError: error)
        }
    }
}

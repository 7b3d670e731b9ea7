import ArgumentParser
import Host

/// Makes the links at boot.
struct Activate: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Links the current generation for systemd-sysext; runs at boot.",
        discussion: """
            It needs no network and merges nothing: systemd-sysext.service does that next. Images \
            that are missing or damaged are left out, and the exit code says so.
            """
    )

    @OptionGroup var options: GlobalOptions

    func run(_ context: Context) async throws {
        try context.render(links: try await context.host().activate())
    }
}

extension Context {
    /// Prints what came of linking what was chosen before.
    func render(links report: ChangeReport) throws {
        for warning in report.warnings { output.warn(warning) }
        try output.render(LinkAnswer(report))
        if case .notRunning(let reason) = report.merge { output.say("not merged: \(reason)") }
        guard report.problems.isEmpty else { throw HostError.incomplete(report.problems) }
    }
}

/// The answer of `activate` and `refresh`.
struct LinkAnswer: Report {
    var generation: Int?
    var merge: String
    var warnings: [String]
    var problems: [String]

    init(_ report: ChangeReport) {
        generation = report.generation
        merge = ChangeAnswer(report).merge
        warnings = report.warnings
        problems = report.problems
    }

    var text: String {
        guard let generation else { return "nothing is installed" }
        return "generation \(generation) is \(merge == "merged" ? "merged" : "linked")"
    }
}

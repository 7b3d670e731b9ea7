import ArgumentParser
import Host
import Model

/// The answer of every verb that changes a host.
struct ChangeAnswer: Report {
    /// One extension that is another than before.
    struct Change: Encodable {
        var action: String
        var name: ExtensionName
        var version: ImageVersion
        var formerVersion: ImageVersion?
        var source: SourceName

        init(_ change: UpdatePlan.Change) {
            let image: InstalledImage
            switch change {
            case .install(let new): (action, image) = ("install", new)
            case .update(let new, let old):
                (action, image) = (new.version < old.version ? "downgrade" : "update", new)
                formerVersion = old.version
            case .remove(let old): (action, image) = ("remove", old)
            }
            name = image.name
            version = image.version
            source = image.source
        }

        func text(done: Bool) -> String {
            let verb = done ? action + (action.hasSuffix("e") ? "d" : "ed") : "would \(action)"
            guard let formerVersion else { return "\(verb) \(name) \(version)" }
            return "\(verb) \(name) \(formerVersion) -> \(version)"
        }
    }

    var generation: Int?
    var changes: [Change]
    /// `merged`, `skipped`, `not-running` or `unchanged`.
    var merge: String
    var warnings: [String]
    var problems: [String]
    private let isDone: Bool

    private enum CodingKeys: CodingKey { case generation, changes, merge, warnings, problems }

    /// Tells what was done.
    init(_ report: ChangeReport) {
        generation = report.generation
        changes = report.changes.map(Change.init)
        merge =
            switch report.merge {
            case .merged: "merged"
            case .skipped: "skipped"
            case .notRunning: "not-running"
            case .unchanged: "unchanged"
            }
        warnings = report.warnings
        problems = report.problems
        isDone = true
    }

    /// Tells what would be done.
    init(_ plan: UpdatePlan) {
        changes = plan.changes.map(Change.init)
        merge = "unchanged"
        warnings = plan.unmet.filter(\.keepsFittingImage).map { "\($0.reason)" }
        problems = plan.unmet.filter { !$0.keepsFittingImage }.map { "\($0.reason)" }
        isDone = false
    }

    var text: String {
        guard !changes.isEmpty else { return "nothing to do" }
        var lines = changes.map { $0.text(done: isDone) }
        if let generation { lines.append("generation \(generation)") }
        return lines.joined(separator: "\n")
    }
}

extension Context {
    /// Prints what came of a change.
    ///
    /// Throws: `HostError.incomplete` when something was left out, so that the exit code says so.
    func render(_ report: ChangeReport) throws {
        for warning in report.warnings { output.warn(warning) }
        try output.render(ChangeAnswer(report))
        if case .notRunning(let reason) = report.merge { output.say("not merged: \(reason)") }
        guard report.problems.isEmpty else {
            throw HostError.incomplete(report.problems)
        }
    }
}

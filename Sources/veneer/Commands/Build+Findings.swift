#if Builder
import Building
import Model

extension Build {
    /// Says what somebody should know of an image: warnings always, notes and every script to who asks for more.
    static func tell(_ report: BuildReport, to output: Output) {
        for finding in report.findings where finding.level > .note {
            output.warn(finding.description)
        }
        for finding in report.findings where finding.level == .note {
            output.detail("note: \(finding)")
        }
        for verdict in report.scriptlets {
            let word = verdict.isAccepted ? "accepted" : verdict.outcome.rawValue
            output.detail(
                "script \(verdict.subject): \(word): \(verdict.details.joined(separator: "; "))"
            )
        }
        if let line = summary(report.scriptlets) { output.say(line) }
    }

    /// How many scripts there were of each kind, or nothing when there were none.
    static func summary(_ verdicts: [ScriptletVerdict]) -> String? {
        guard !verdicts.isEmpty else { return nil }
        let translated = verdicts.count { $0.outcome == .translated }
        let harmless = verdicts.count { $0.outcome == .harmless }
        let accepted = verdicts.count { $0.isAccepted }
        return
            "scripts: \(translated) translated, \(harmless) harmless, \(accepted) accepted as lost"
    }
}
#endif

/// What became of one script that rpm would have run for a package.
package struct ScriptletVerdict: Equatable, Codable, Sendable {
    /// Whether what a script does reaches the host.
    package enum Outcome: String, Codable, CaseIterable, Sendable {
        /// The image does it in another way.
        case translated
        /// Nothing is lost without it, or the host does it.
        case harmless
        /// Something is lost, or nobody knows.
        case untranslated
    }

    /// The package as `name-[epoch:]version-release.arch`.
    package var package: String
    /// `PACKAGE:KIND` with the package's name alone, as `allow: {scriptlets: […]}` names it.
    package var subject: String
    package var outcome: Outcome
    /// What it does, or the first command that was not understood; one phrase each.
    package var details: [String]
    /// Whether the recipe accepts that it is lost.
    package var isAccepted: Bool

    /// Makes a verdict.
    package init(
        package: String,
        subject: String,
        outcome: Outcome,
        details: [String],
        isAccepted: Bool = false
    ) {
        self.package = package
        self.subject = subject
        self.outcome = outcome
        self.details = details
        self.isAccepted = isAccepted
    }
}

/// One thing that somebody should know of an image, a package or a recipe.
package struct Finding: Equatable, Codable, Sendable {
    /// How serious it is.
    package enum Level: String, Codable, Comparable, CaseIterable, Sendable {
        /// Worth knowing.
        case note
        /// Probably wrong, but it stops nothing.
        case warning
        /// The image must not be used.
        case error

        package static func < (left: Level, right: Level) -> Bool {
            left != right && (left == .note || right == .error)
        }
    }

    /// The name of the check that found it, such as `shadowing`.
    package var check: String
    package var level: Level
    /// What it is about: a path, a unit, or `PACKAGE:SCRIPTLET`.
    package var subject: String
    /// One sentence: lower case, no final period, names in quotes.
    package var message: String
    /// What the reader can do about it.
    package var hint: String?

    /// Makes a finding.
    package init(
        check: String,
        level: Level,
        subject: String,
        message: String,
        hint: String? = nil
    ) {
        self.check = check
        self.level = level
        self.subject = subject
        self.message = message
        self.hint = hint
    }
}

extension Finding: CustomStringConvertible {
    package var description: String { "\(message) [\(check)]" }
}

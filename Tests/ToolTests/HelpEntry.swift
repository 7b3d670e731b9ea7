import Foundation
import TestSupport

/// What the program says about one of its verbs.
struct HelpEntry: Decodable {
    struct Argument: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String

            var text: String { kind == "short" ? "-\(name)" : "--\(name)" }
        }

        var kind: String
        var names: [Name]?
        var valueName: String?
        var abstract: String?
        var defaultValue: String?
        var isOptional: Bool
        var isRepeating: Bool
        var shouldDisplay: Bool
    }

    var commandName: String
    var abstract: String?
    var discussion: String?
    var arguments: [Argument]?
    var subcommands: [HelpEntry]?
    var shouldDisplay: Bool?

    /// Asks the program.
    static func ofTheProgram() async throws -> HelpEntry {
        struct Answer: Decodable {
            var command: HelpEntry
        }
        let text = try await BuiltProgram.run(["--experimental-dump-help"]).check()
        return try JSONDecoder().decode(Answer.self, from: Data(text.utf8)).command
    }
}

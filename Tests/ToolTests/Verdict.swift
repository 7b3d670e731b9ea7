import TestSupport
import Testing

/// How the program has to end.
struct Verdict: Sendable {
    /// The exit code.
    let code: Int32
    /// What its error says, in part.
    let says: [String]
    /// Whether it tells what to do.
    var hasHint = true

    /// Compares it with how the program ended: the error and the hint on standard error, and nothing on standard output.
    func check(
        _ result: Command.Result,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let story = Comment(rawValue: "'\(result.command)': \(result.errors)")
        #expect(result.status == code, story, sourceLocation: sourceLocation)
        #expect(result.output.isEmpty, story, sourceLocation: sourceLocation)
        let lines = result.errors.split(whereSeparator: \.isNewline)
        // The parser writes "Error:", and its hint is how to ask for help.
        let isUsage = code == 64
        #expect(
            lines.contains { $0.hasPrefix("error: ") || (isUsage && $0.hasPrefix("Error: ")) },
            story,
            sourceLocation: sourceLocation
        )
        for part in says {
            #expect(result.errors.contains(part), story, sourceLocation: sourceLocation)
        }
        let hints = lines.filter { $0.hasPrefix("hint: ") || (isUsage && $0.contains("--help")) }
        #expect(hints.isEmpty == !hasHint, story, sourceLocation: sourceLocation)
        #expect(!result.errors.contains("\u{1b}"), story, sourceLocation: sourceLocation)
    }
}

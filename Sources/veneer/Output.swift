import FoundationEssentials

/// Where a verb's answers and words go.
struct Output: Sendable {
    let json: Bool
    let quiet: Bool
    let verbose: Bool

    /// Tells a person what happens.
    func say(_ line: String) {
        if !quiet { StandardStream.error.write(line + "\n") }
    }

    /// Tells a person who asked for more.
    func detail(_ line: String) {
        if verbose { say(line) }
    }

    /// Warns of something that did not stop the work.
    func warn(_ line: String) {
        StandardStream.error.write("warning: \(line)\n")
    }

    /// Prints the answer: the one place that chooses between text and JSON.
    func render(_ report: some Report) throws {
        guard json else {
            if !report.text.isEmpty { StandardStream.output.write(report.text + "\n") }
            return
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(report)
        StandardStream.output.write(String(decoding: data, as: UTF8.self) + "\n")
    }
}

/// An answer: one value that is both the text and the JSON.
protocol Report: Encodable {
    /// What a person reads, without a line break at the end.
    var text: String { get }
}

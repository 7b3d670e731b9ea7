import ArgumentParser

/// A verb that runs with the world handed to it.
protocol VeneerCommand: AsyncParsableCommand {
    /// The options that every verb takes.
    var options: GlobalOptions { get }

    /// Does the verb's work.
    func run(_ context: Context) async throws
}

extension VeneerCommand {
    mutating func run() async throws {
        let context = Context(options)
        defer { context.progress.finish() }
        try await run(context)
    }
}

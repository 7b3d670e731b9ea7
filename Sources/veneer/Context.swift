import SystemPackage

/// The world that a verb works in.
struct Context: Sendable {
    /// The host's root folder.
    let root: FilePath
    let output: Output
    let progress: ProgressPrinter

    /// Makes the world that the options ask for.
    init(_ options: GlobalOptions) {
        root = options.root
        output = Output(
            json: options.json,
            quiet: options.quiet,
            verbose: options.verbose
        )
        let shown = !options.noProgress && !options.quiet && StandardStream.error.isTerminal
        progress = ProgressPrinter(stream: shown ? .error : nil)
    }
}

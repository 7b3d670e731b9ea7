import ArgumentParser

/// Manages the repositories that a host takes extensions from.
struct Source: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Manages the repositories that this host takes extensions from.",
        subcommands: [SourceAdd.self, SourceList.self, SourceRemove.self]
    )
}

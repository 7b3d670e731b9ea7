import ArgumentParser
import SystemPackage

/// The options that every verb takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: .long,
        help: .init("The root folder of the host to work on.", valueName: "folder"),
        transform: { FilePath($0) }
    )
    var root: FilePath = "/"

    @Flag(name: .long, help: "Print the answer as JSON.")
    var json = false

    @Flag(name: [.short, .long], help: "Print nothing but answers, warnings and errors.")
    var quiet = false

    @Flag(name: [.short, .long], help: "Say more about what is done.")
    var verbose = false

    @Flag(name: .customLong("no-progress"), help: "Show no progress, even on a terminal.")
    var noProgress = false
}

import ArgumentParser
import FoundationEssentials
import Publishing
import SystemPackage

/// Makes and shows the keys that a repository is signed with.
struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes and shows the keys that a repository is signed with.",
        subcommands: [Generate.self, Show.self]
    )

    /// Makes keys.
    struct Generate: VeneerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the keys of a new repository in a folder, and prints what hosts pin.",
            discussion: """
                The folder gets root/1.pem, which signs the list of all other keys: take it offline. targets.pem \
                signs the lists of images, online.pem what is signed anew every few days. 1.root.json is \
                the root of trust that hosts begin with.
                """
        )

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The folder to make; one that holds something is never overwritten.")
        var folder: String

        func run(_ context: Context) async throws {
            let keys = try KeyFolder.generate(
                at: FilePath(folder),
                now: Int64(Date().timeIntervalSince1970)
            )
            context.output.say("made '\(folder)'; take 'root' in it offline. Hosts need this line:")
            try context.output.render(KeysAnswer(keys))
        }
    }

    /// Shows what hosts pin.
    struct Show: VeneerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints what hosts are told to trust a repository by."
        )

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The folder of the repository's keys.")
        var folder: String

        func run(_ context: Context) async throws {
            try context.output.render(KeysAnswer(KeyFolder.open(FilePath(folder))))
        }
    }
}

import ArgumentParser
import Publishing
import SystemPackage
import TUF

/// Makes and shows the key that a repository is signed with.
struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes and shows the key that a repository is signed with.",
        subcommands: [Generate.self, Show.self]
    )

    /// Makes a key.
    struct Generate: VeneerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a new key in a file, and prints its public half.",
            discussion: """
                Keep the file safe: whoever has it can publish to every host that trusts the key. \
                The file is an ed25519 key in PEM form, as 'openssl pkey' reads it.
                """
        )

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The file to make; one that exists is never overwritten.")
        var file: String

        func run(_ context: Context) async throws {
            let key = try KeyFile.generate(at: FilePath(file))
            context.output.say("made '\(file)'; hosts need this line:")
            try context.output.render(KeyAnswer(key.publicKey))
        }
    }

    /// Shows a key's public half.
    struct Show: VeneerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the public half of a key, which hosts are told to trust."
        )

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The key's file.")
        var file: String

        func run(_ context: Context) async throws {
            let key = try KeyFile.read(FilePath(file))
            try context.output.render(KeyAnswer(key.publicKey))
        }
    }
}

#if Builder
import ArgumentParser
import Building
import Model
import SystemPackage

/// Collects the facts of a base.
struct BaseCommand: VeneerCommand {
    static let configuration = CommandConfiguration(
        commandName: "base",
        abstract: "Collects the facts of an OS image that extensions are built for.",
        discussion: """
            A build needs these facts only, not the image: its release, packages, repositories with \
            their keys, accounts, SELinux file contexts, and every file with its checksum. They are \
            one document, which the cache keeps; --output writes it elsewhere, for builds on other \
            machines.

            Example:
              veneer base /srv/fedora-43 --output fedora-43.base
              veneer build extensions/htop --base fedora-43.base
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The root folder of an OS image, or a document of one.")
    var base: String

    @Option(help: .init("Write the document to this file.", valueName: "file"))
    var output: String?

    @OptionGroup var caching: CacheOption

    func run(_ context: Context) async throws {
        let cache = try CacheFolder(named: caching.cache)
        defer { cache.close() }
        let bases = try BaseCache(cache.path, progress: context.progress.report)
        let base = try bases.base(FilePath(base))
        if let output { try base.document.copy(to: FilePath(output)) }
        context.progress.finish()
        try context.output.render(BaseAnswer(base, document: output))
    }
}
#endif

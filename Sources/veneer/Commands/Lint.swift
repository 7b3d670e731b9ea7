#if Builder
import ArgumentParser
import Building
import EROFS
import Model
import SystemPackage

/// Looks images through.
struct Lint: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks images through for what would go wrong on a host.",
        discussion: """
            Every check that a build makes, on any EROFS image. With a base, also whether the image fits \
            it: files that it would hide, libraries that are missing. Of several images it also tells \
            which files they have in common, and which image wins. The exit code is 1 when there is an \
            error.

            Example:
              veneer lint images/*.raw --base /srv/bases/fedora-43
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The images.")
    var images: [String] = []

    @Option(
        help: .init(
            "The OS image to check against: its root folder, or the document that 'veneer base' made.",
            valueName: "base"
        )
    )
    var base: String?

    @Option(
        help: .init(
            "The recipe whose 'allow' counts: a recipe.yaml, or the folder that holds one.",
            valueName: "recipe"
        )
    )
    var recipe: String?

    @OptionGroup var caching: CacheOption

    @Flag(help: "List the checks instead.")
    var checks = false

    func validate() throws {
        guard checks || !images.isEmpty else { throw ValidationError("name an image") }
    }

    func run(_ context: Context) async throws {
        guard !checks else { return try context.output.render(CheckList()) }
        let known = try base.map { try knownBase($0, context) }
        let recipe = try recipe.map { try RecipeFolder(FilePath($0)).recipe }
        context.progress.finish()
        var open: [LintedImage] = []
        for path in images { open.append(try LintedImage(path, base: known, recipe: recipe)) }
        let answer = try LintAnswer(
            open.map {
                .init(image: $0.path, findings: $0.report.findings, skipped: $0.report.skipped)
            },
            conflicts: open.count > 1 ? ImageConflicts(open.map(\.part)) : nil
        )
        try context.output.render(answer)
        if answer.errors > 0 { throw ExitCode(FailureKind.failed.exitCode) }
    }

    private func knownBase(_ path: String, _ context: Context) throws -> GateBase {
        let cache = try CacheFolder(named: caching.cache)
        defer { cache.close() }
        let bases = try BaseCache(cache.path, progress: context.progress.report)
        return try GateBase(bases.base(FilePath(path)))
    }
}
#endif

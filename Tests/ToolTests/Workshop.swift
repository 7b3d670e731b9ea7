import SystemPackage
import TestSupport

/// A catalogue with one recipe, as a person would write it.
struct Workshop {
    /// The line of a recipe with `veneer-hello`, whose program has a capability.
    static let allow = "allow: {capabilities: [/usr/*bin/veneer-hellod]}\n"

    let folder: FilePath

    var output: FilePath { folder.appending("out") }
    private var recipeFolder: FilePath { folder.appending("extensions/good") }

    /// Writes the catalogue and the recipe; packages come from a fixture of this name, or from a URL.
    init(
        _ folder: FilePath,
        repository: String = "repo",
        url: String? = nil,
        recipe: String = "name: good\nsummary: A test\npackages: [veneer-hello]\n"
            + Workshop.allow
    ) async throws {
        self.folder = folder
        let url = try url ?? FixtureFolder.appending(repository).string
        let catalogue = """
            title: Tests
            repositories:
              - id: fixtures
                url: \(url)
                keys: [\(try FixtureFolder.appending("keys/fixtures.asc"))]

            """
        try await Self.write(catalogue, to: folder.appending("catalogue.yaml"))
        try await Self.write(recipe, to: recipeFolder.appending("recipe.yaml"))
    }

    /// The arguments that build the recipe.
    func building(base: FilePath? = nil, output: FilePath? = nil) throws -> [String] {
        [
            "build", recipeFolder.string,
            "--base", try (base ?? FixtureFolder.appending("base")).string,
            "--output", (output ?? self.output).string,
            "--cache", folder.appending("cache").string,
        ]
    }

    /// Writes a file, and the folders above it.
    static func write(_ text: String, to path: FilePath) async throws {
        try await Command.run(
            "sh",
            ["-c", "mkdir -p \"$(dirname \"$1\")\" && cat >\"$1\"", "sh", path.string],
            input: text
        ).check()
    }
}

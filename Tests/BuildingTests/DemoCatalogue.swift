import Building
import EROFS
import SystemPackage
import TestSupport

#if canImport(Glibc)
import Glibc
#endif

/// Recipes over the fixtures' repositories, in a folder of one test.
struct DemoCatalogue {
    let folder: FilePath
    /// A fixture, or any other folder by its whole path.
    var repository = "repo"
    var isSigned = true
    /// Whether the catalogue names the repository; else the base's own are used.
    var namesRepository = true

    var output: FilePath { folder.appending("out") }

    /// Writes a recipe and builds it.
    func build(
        _ name: String,
        _ lines: String,
        base: FilePath? = nil,
        compression: Compression = .lz4hc(level: 12, clusterSize: 65536),
        threads: Int? = nil,
        output: FilePath? = nil,
        previous: FilePath? = nil,
        isForced: Bool = false
    ) async throws -> BuildReport {
        let recipe = try write(name, lines)
        let base = try BaseCache(folder.appending("cache"))
            .base(base ?? FixtureFolder.appending("base"))
        let builder = ImageBuilder(
            recipe: recipe,
            base: base,
            options: BuildOptions(
                output: output ?? self.output,
                cache: folder.appending("cache"),
                compression: compression,
                threads: threads,
                previous: previous,
                isForced: isForced
            ),
            builder: "veneer test"
        )
        return try await builder.build()
    }

    /// Writes a recipe, and reads it as a build does.
    func write(_ name: String, _ lines: String) throws -> RecipeFolder {
        let directory = folder.appending("extensions/\(name)")
        try Self.makeFolders(directory)
        let repositories = """
            repositories:
              - id: fixtures
                url: \(try FixtureFolder.appending("").pushing(FilePath(repository)))
                keys: [\(try FixtureFolder.appending("keys/fixtures.asc"))]
                signed: \(isSigned)

            """
        try Self.write(
            "title: Tests\n" + (namesRepository ? repositories : ""),
            to: folder.appending("catalogue.yaml")
        )
        // Two of the packages have programs with capabilities, which is what they are there for.
        let allow =
            lines.contains("allow:")
            ? ""
            : "allow: {capabilities: [/usr/bin/ping, /usr/bin/mtr-packet, /usr/*bin/veneer-hellod]}\n"
        try Self.write(
            "name: \(name)\nsummary: A test\n\(lines)\n\(allow)",
            to: directory.appending("recipe.yaml")
        )
        return try RecipeFolder(directory)
    }

    private static func makeFolders(_ path: FilePath) throws {
        if access(path.string, F_OK) == 0 { return }
        try makeFolders(path.removingLastComponent())
        guard mkdir(path.string, 0o755) == 0 || errno == EEXIST else {
            throw Errno(rawValue: errno)
        }
    }

    static func write(_ text: String, to path: FilePath) throws {
        let file = try FileDescriptor.open(
            path,
            .writeOnly,
            options: [.create, .truncate],
            permissions: .ownerReadWrite
        )
        try file.closeAfter { _ = try file.writeAll(text.utf8) }
    }
}

#if Builder
import ArgumentParser
import Building
import EROFS
import Model
import SystemPackage

/// Makes an image from a recipe.
struct Build: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes an image from a recipe, its packages and a base.",
        discussion: """
            The image NAME-VERSION-RELEASE-ARCH.raw, its provenance (.json), bill of materials (.spdx.json) \
            and attestation (.slsa.json) go to the output folder. The \
            same recipe, packages and base give the same bytes, on any machine and for any user.

            Example:
              veneer build extensions/htop --base /srv/bases/fedora-43 --output images
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(
        help: .init(
            "Recipes: each a recipe.yaml, or the folder that holds one.",
            valueName: "recipe"
        )
    )
    var recipes: [String]

    @Option(
        help: .init(
            """
            The OS image to build for: its root folder, or the document that 'veneer base' made. \
            Given several times, every recipe is built for each.
            """,
            valueName: "base"
        )
    )
    var base: [String]

    @Option(help: .init("The folder for the image.", valueName: "folder"))
    var output = "."

    @OptionGroup var caching: CacheOption

    @Option(
        help: .init(
            "The architecture to build for: x86-64 or arm64. [default: the base's]",
            valueName: "name"
        ),
        transform: { text in
            guard let architecture = Architecture(text) else {
                throw ValidationError("'\(text)' is not an architecture; use x86-64 or arm64")
            }
            return architecture
        }
    )
    var architecture: Architecture?

    @Option(
        help: .init(
            """
            How contents are compressed: none, lz4, lz4hc, lzma or zstd, the last three with a level, e.g. zstd,9. \
            Hosts need Linux 5.16 for lzma, 6.10 for zstd. [default: zstd,9 where the configurations of \
            the base's kernels have it, else lz4hc,12]
            """,
            valueName: "codec"
        ),
        transform: CompressionOption.init
    )
    var compression: CompressionOption?

    @Option(
        name: .customLong("cluster-size"),
        help: .init(
            "The largest piece that is decompressed at once, e.g. 4K, 64K or 1M. [default: 64K]",
            valueName: "size"
        ),
        transform: ClusterSize.init
    )
    var clusterSize: ClusterSize?

    @Option(
        help: .init(
            "How many threads compress; the bytes do not depend on it.",
            valueName: "number"
        )
    )
    var threads: Int?

    @Option(
        help: .init(
            """
            The provenance (.json) of an earlier image, or a folder of them, besides those in the \
            output folder: the same content is not built again, and other content of the same \
            version gets a higher revision.
            """,
            valueName: "path"
        )
    )
    var previous: String?

    @Flag(help: "Build again although nothing changed; the bytes are the same.")
    var force = false

    @Flag(
        help: "Only tell which packages would be taken and who asks for each; fetch and build none."
    )
    var explain = false

    func validate() throws {
        guard !recipes.isEmpty else { throw ValidationError("name a recipe") }
        guard clusterSize == nil || compression != nil else {
            throw ValidationError("--cluster-size needs a codec: name one with --compression")
        }
        guard !base.isEmpty else { throw ValidationError("name a base with --base") }
    }

    @Option(
        name: .customLong("builder-id"),
        help: .init(
            "The URI that the attestation names the builder by, such as that of a CI service.",
            valueName: "uri"
        ),
        transform: { text in
            guard BuilderID.isValid(text) else {
                throw ValidationError("'\(text)' is not a URI, e.g. https://example.org/builders/1")
            }
            return text
        }
    )
    var builderID: String?

    func run(_ context: Context) async throws {
        let cache = try CacheFolder(named: caching.cache)
        defer { cache.close() }
        let bases = try BaseCache(cache.path, progress: context.progress.report)
        let run = BuildRun(
            recipes: try recipes.map { try RecipeFolder(FilePath($0)) },
            bases: try base.map { try bases.base(FilePath($0)) },
            options: BuildOptions(
                output: FilePath(output),
                cache: cache.path,
                compression: compression?.compression(
                    clusterSize: (clusterSize ?? .standard).bytes
                ),
                architecture: architecture,
                threads: threads,
                previous: previous.map { FilePath($0) },
                isForced: force,
                builderID: builderID
            ),
            builder: "veneer \(BuildVersion.current)",
            environment: ProcessEnvironment.all,
            progress: context.progress.report
        )
        if explain {
            try await explain(run, context)
        } else {
            try await build(run, context)
        }
    }

    private func build(_ run: BuildRun, _ context: Context) async throws {
        var answer = BuildAnswer()
        try await run.build { outcome in
            switch outcome {
            case .built(let report):
                Self.tell(report, to: context.output)
                answer.images.append(report)
            case .failed(let failure): answer.failures.append(failure)
            }
        }
        context.progress.finish()
        guard recipes.count * base.count > 1 else {
            if let failure = answer.failures.first { throw failure.cause ?? failure }
            if let image = answer.images.first { try context.output.render(image) }
            return
        }
        try context.output.render(answer)
        guard answer.failures.isEmpty else { throw answer.failure }
    }

    private func explain(_ run: BuildRun, _ context: Context) async throws {
        let explanations = try await run.plans().map {
            BuildExplanation($0.plan, recipe: $0.recipe)
        }
        context.progress.finish()
        if explanations.count == 1, let explanation = explanations.first {
            try context.output.render(explanation)
        } else {
            try context.output.render(BuildExplanations(explanations: explanations))
        }
    }
}

extension BuildReport: Report {
    var text: String {
        let packages = packages.count == 1 ? "1 package" : "\(packages.count) packages"
        return """
            \(path)\(isNew ? "" : " (unchanged)")
              \(name) \(version) for \(release) on \(architecture), \(packages), \(ByteCount(size))
              sha256 \(checksum)
            """
    }
}
#endif

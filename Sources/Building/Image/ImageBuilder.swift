import Crypto
import EROFS
package import Model
package import RPM
import SystemPackage
import Transfer

/// Builds the image of one recipe for one base.
package struct ImageBuilder: Sendable {
    let recipe: RecipeFolder
    let base: Base
    let options: BuildOptions
    /// What the provenance names as the builder: program and version.
    let builder: String
    let environment: [String: String]
    let progress: ProgressHandler
    private let indexes: SharedIndexes

    /// How contents are compressed.
    var compression: Compression { options.compression ?? base.standardCompression }

    /// Makes a builder.
    ///
    /// The environment is asked for proxies only.
    package init(
        recipe: RecipeFolder,
        base: Base,
        options: BuildOptions,
        builder: String,
        environment: [String: String] = [:],
        progress: @escaping ProgressHandler = { _ in }
    ) {
        self.init(
            recipe: recipe,
            base: base,
            options: options,
            builder: builder,
            environment: environment,
            progress: progress,
            indexes: SharedIndexes()
        )
    }

    init(
        recipe: RecipeFolder,
        base: Base,
        options: BuildOptions,
        builder: String,
        environment: [String: String],
        progress: @escaping ProgressHandler,
        indexes: SharedIndexes
    ) {
        self.recipe = recipe
        self.base = base
        self.options = options
        self.builder = builder
        self.environment = environment
        self.progress = progress
        self.indexes = indexes
    }

    /// Builds the image and its provenance into the output folder.
    ///
    /// Nothing is left there when it fails. Throws: what is wrong with recipe, base, packages or the disk.
    package func build() async throws -> BuildReport {
        try await withDepot { inputs, depot, architecture in
            switch try await resolve(inputs, depot, architecture) {
            case .unchanged(let image): return BuildReport(image)
            case .new(let resolution, let origin):
                let files = try await depot.packageFiles(resolution.plan.packages)
                return try await assemble(resolution, origin, files: files, inputs: inputs)
            }
        }
    }

    /// Chooses the packages, and fetches and builds nothing.
    ///
    /// Throws: what is wrong with recipe, base or repositories.
    package func plan() async throws -> PackagePlan {
        try await withDepot { inputs, depot, architecture in
            try await ask(inputs, depot, architecture) { plan, _ in plan }
        }
    }

    private func withDepot<Result: Sendable>(
        _ body: (BuildInputs, PackageDepot, Architecture) async throws -> Result
    ) async throws -> Result {
        let architecture = options.architecture ?? base.architecture
        return try await TransferClient.with(environment: environment, progress: progress) {
            client in
            let inputs = try await BuildInputs(
                recipe: recipe,
                base: base,
                architecture: architecture,
                client: client,
                cache: options.cache
            )
            let depot = try PackageDepot(
                sources: inputs.sources,
                client: client,
                cache: options.cache,
                target: "\(base.os.id)-\(base.label)-\(architecture)"
            )
            return try await body(inputs, depot, architecture)
        }
    }

    private enum Resolved {
        case unchanged(PreviousImage)
        case new(Resolution, ImageOrigin)
    }

    /// Chooses the packages, and compares them with the image before.
    private func resolve(
        _ inputs: BuildInputs,
        _ depot: PackageDepot,
        _ architecture: Architecture
    ) async throws -> Resolved {
        try await ask(inputs, depot, architecture) { plan, index in
            let origin = try origin(of: plan, inputs, architecture: architecture)
            if let same = origin.rebuild.unchanged { return .unchanged(same) }
            return .new(try await Resolution(of: plan, in: &index, origin: origin), origin)
        }
    }

    /// Chooses the packages, and asks what else the index knows of them.
    private func ask<Value: Sendable>(
        _ inputs: BuildInputs,
        _ depot: PackageDepot,
        _ architecture: Architecture,
        _ body: @Sendable (PackagePlan, inout PackageIndex) async throws -> Value
    ) async throws -> Value {
        let base = base
        return try await indexes.resolve(
            PackageRequest(
                packages: inputs.requests,
                excludes: recipe.recipe.exclude,
                installsRecommended: recipe.recipe.weakDependencies
            ),
            key: SharedIndexes.Key(
                base: base.digest,
                architecture: architecture,
                repositories: inputs.sources.map { "\($0.repository) \($0.mirrors)" }
            ),
            load: {
                try await PackageIndex.load(
                    repositories: inputs.sources.map(\.repository),
                    base: base.database(),
                    architecture: architecture,
                    cache: depot.parsed,
                    fetch: depot.metadataFile
                )
            },
            then: body
        )
    }

    /// Proves the packages and writes the image: work for the processor, so away from the caller's thread.
    @concurrent
    private func assemble(
        _ resolution: Resolution,
        _ origin: ImageOrigin,
        files: [FilePath],
        inputs: BuildInputs
    ) async throws -> BuildReport {
        let packages = try verify(
            resolution.plan.packages,
            files: files,
            sources: inputs.sources
        )
        var image = PlannedImage(
            recipe: recipe,
            base: base,
            architecture: options.architecture ?? base.architecture,
            revision: origin.revision
        )
        try image.plan(packages, inputs, beside: resolution.installed)
        let content = try image.content(compression: compression)
        if let same = origin.rebuild.unchanged(content: content) {
            return BuildReport(same, findings: try image.gate(same))
        }
        image.note(origin.findings)
        return try await ImageOutput(
            builder: self,
            image: image,
            origin: origin,
            resolution: resolution,
            content: content
        ).write(packages)
    }

    private func verify(
        _ planned: [PlannedPackage],
        files: [FilePath],
        sources: [PackageSource]
    ) throws -> [VerifiedPackage] {
        let task = ProgressTask("verifying packages", unit: .items)
        progress(.began(task, total: Int64(planned.count)))
        defer { progress(.ended(task)) }
        let table = Dictionary(uniqueKeysWithValues: sources.map { ($0.id, $0) })
        return try zip(planned, files).map { package, file in
            defer { progress(.advanced(task, by: 1)) }
            guard let source = table[package.repository] else {
                throw BuildError.unknownRepository(package.repository)
            }
            let verified = try PackageFile(file).verified(
                by: source.keyring,
                policy: source.policy,
                checksum: package.checksum,
                size: package.size
            )
            guard verified.header.nevra == package.nevra else {
                throw BuildError.otherPackage(
                    package.nevra.description,
                    found: verified.header.nevra.description
                )
            }
            return verified
        }
    }
}

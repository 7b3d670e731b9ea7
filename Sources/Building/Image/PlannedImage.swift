import EROFS
import Model
import RPM

/// Everything that is known of an image before it is written.
struct PlannedImage {
    let recipe: RecipeFolder
    let base: Base
    let architecture: Architecture
    /// Counts rebuilds of the same package version.
    let revision: Int
    private(set) var tree = Tree()
    /// What was noticed on the way, as the recipe's allowances leave it.
    private(set) var findings: [Finding] = []
    /// The newest build time of the packages: the image's own time, and that of files that it adds.
    private(set) var modified = Timestamp.epoch
    private(set) var fileName: ImageFileName?
    private(set) var release: ExtensionRelease?
    /// What became of the packages' scripts.
    private(set) var scriptlets: [ScriptletVerdict] = []
    /// What a host has to do after a merge.
    private(set) var hostTasks: [HostTask] = []

    init(recipe: RecipeFolder, base: Base, architecture: Architecture, revision: Int) {
        self.recipe = recipe
        self.base = base
        self.architecture = architecture
        self.revision = revision
    }

    /// Decides the version and makes the tree: packages, then steps, then what systemd needs to know.
    ///
    /// `installed` are the names of the base's packages. Throws: `BuildError`, `TreeError`, and what is wrong with downloads.
    mutating func plan(
        _ packages: [VerifiedPackage],
        _ inputs: BuildInputs,
        beside installed: Set<String>
    ) throws {
        let recipe = recipe.recipe
        let version = try version(from: packages, inputs)
        let unpacked = try unpack(inputs)
        modified = Timestamp(
            seconds: packages.map { Int64(clamping: $0.header.buildTime ?? 0) }
                .reduce(unpacked.newest, max)
        )
        var files = PackageImport(base: base)
        for (number, package) in packages.enumerated() {
            try files.add(package.header, number: number)
        }
        tree = files.tree
        try tree.apply(
            recipe.steps,
            supplies(packages, installed: unpacked.installed)
        )
        try translate(packages, beside: installed)
        try tree.settle()
        try tree.start(recipe.start, name: recipe.name, modified: modified)
        let release = ExtensionRelease(
            matching: base.os,
            identity: recipe.identity,
            architecture: architecture,
            reloadsManager: !tree.units.isEmpty
        )
        try tree.write(release, name: recipe.name, version: version, modified: modified)
        note(try tree.label(for: base, packages))
        self.release = release
        fileName = ImageFileName(
            name: recipe.name,
            version: version,
            release: base.label,
            architecture: architecture
        )
    }

    /// Says in other words what packages want outside of `/usr`, and what their scripts do.
    private mutating func translate(
        _ packages: [VerifiedPackage],
        beside installed: Set<String>
    ) throws {
        var configuration = try BaseConfiguration(base)
        configuration.packages = installed
        var translation = Translation(
            recipe: recipe.recipe,
            base: configuration,
            layout: base.layout,
            modified: modified
        )
        try translation.apply(to: &tree, packages: packages)
        note(translation.findings)
        scriptlets = translation.verdicts
        hostTasks = translation.tasks
        let lost = findings.filter { $0.level == .error }
        guard lost.isEmpty else { throw BuildError.lost(recipe: recipe.recipe.name.text, lost) }
    }

    /// Takes in findings, as the recipe's allowances leave them.
    mutating func note(_ found: [Finding]) {
        findings += found.map { recipe.recipe.allow.applied(to: $0) }
    }

    private func unpack(_ inputs: BuildInputs) throws -> Unpacking {
        var unpacking = Unpacking(scratch: inputs.scratch)
        for download in inputs.downloads {
            let installations = recipe.recipe.steps.compactMap { step -> Installation? in
                guard case .install(let installation) = step else { return nil }
                return installation.download == download.id ? installation : nil
            }
            guard !installations.isEmpty else { continue }
            do {
                try unpacking.add(download, for: installations)
            } catch {
                throw DownloadError.failed(download.id, cause: error)
            }
        }
        return unpacking
    }

    private func version(
        from packages: [VerifiedPackage],
        _ inputs: BuildInputs
    ) throws -> ImageVersion {
        let found = try recipe.recipe.versionSource(among: packages.map(\.header.nevra), inputs)
        guard let version = ImageVersion(found.version, revision: revision) else {
            throw BuildError.noVersion(package: found.name)
        }
        return version
    }
}

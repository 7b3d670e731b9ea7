import Model
import RPM

/// What is known of an image's origin before it is planned, and what follows from earlier images.
struct ImageOrigin: Sendable {
    let inputs: Checksum
    /// The address of each repository that others can reach.
    let addresses: [String: String]
    /// What was fetched besides packages of repositories.
    let downloads: [ImageProvenance.Download]
    let rebuild: Rebuild
    /// The images that were built before.
    let previous: PreviousImages
    /// The version of the package that names the image.
    let packageVersion: EVR

    /// The count of rebuilds that a new image gets.
    var revision: Int { rebuild.nextRevision }

    /// What hosts make of it when a newer version was built before.
    var findings: [Finding] {
        guard let version = ImageVersion(packageVersion, revision: revision),
            let newest = previous.images.last?.provenance.version, version < newest
        else { return [] }
        return [
            Finding(
                check: "version-order",
                level: .warning,
                subject: version.text,
                message: "version \(version) is older than \(newest), which was built before",
                hint: "hosts that have the newer one keep it as long as it fits and is offered"
            )
        ]
    }

    /// The newest image that a new one is newer than.
    var predecessor: PreviousImage? {
        ImageVersion(packageVersion, revision: revision).flatMap(previous.newest(before:))
    }
}

extension ImageBuilder {
    /// Compares what the image will be made from with the images that were built before.
    ///
    /// Throws: `FileError`, `BuildError`.
    func origin(
        of plan: PackagePlan,
        _ build: BuildInputs,
        architecture: Architecture
    ) throws -> ImageOrigin {
        let recipe = recipe.recipe
        var all = ImageInputs(
            recipe: self.recipe.text,
            base: base.digest,
            architecture: architecture,
            packages: plan.packages,
            compression: compression
        )
        all.downloads = build.downloads.map { "sha256:\($0.checksum)" }
        all.files = try self.recipe.usedFiles()
        let inputs = all.digest
        var previous = PreviousImages(
            name: recipe.name,
            release: base.label,
            architecture: architecture
        )
        try previous.add(folder: options.output, owned: true)
        if let named = options.previous { try previous.add(named: named) }
        let version = try recipe.versionSource(among: plan.packages.map(\.nevra), build).version
        var addresses: [String: String] = [:]
        for source in build.sources { addresses[source.id] = source.mirrors.publicAddress }
        return ImageOrigin(
            inputs: inputs,
            addresses: addresses,
            downloads: build.downloads.map(ImageProvenance.Download.init),
            rebuild: Rebuild(
                of: version,
                revision: recipe.revision,
                inputs: inputs,
                previous: previous,
                isForced: options.isForced
            ),
            previous: previous,
            packageVersion: version
        )
    }
}

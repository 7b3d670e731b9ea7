import Model
import RPM

/// What is known of an image's origin before it is planned, and what follows from earlier images.
struct ImageOrigin: Sendable {
    let inputs: Checksum
    let rebuild: Rebuild
    /// The images that were built before.
    let previous: PreviousImages
    /// The version of the package that names the image.
    let packageVersion: EVR

    /// The count of rebuilds that a new image gets.
    var revision: Int { rebuild.nextRevision }
}

extension ImageBuilder {
    /// Compares what the image will be made from with the images that were built before.
    ///
    /// Throws: `FileError`, `BuildError`.
    func origin(
        of plan: PackagePlan,
        _ build: BuildInputs,
        base digest: Checksum,
        architecture: Architecture
    ) throws -> ImageOrigin {
        let recipe = recipe.recipe
        var all = ImageInputs(
            recipe: self.recipe.text,
            base: digest,
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
        return ImageOrigin(
            inputs: inputs,
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

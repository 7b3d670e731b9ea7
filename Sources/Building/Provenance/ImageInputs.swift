package import EROFS
package import Model
package import RPM

/// Everything that determines an image, known before anything is downloaded: two builds with equal inputs give equal bytes.
///
/// The other way round does not hold: other inputs may give the same bytes, such as a newer base that changes nothing in the image.
/// ``Rebuild`` tells the two apart.
package struct ImageInputs: Sendable {
    /// The number of the rules by which inputs become an image; it grows whenever the same inputs give another one.
    package static let rules = 1

    /// The recipe's text.
    package var recipe: String
    /// What lies beside the recipe and is used by it: path and checksum.
    package var files: [String: Checksum] = [:]
    /// The digest of the base's facts.
    package var base: Checksum
    package var architecture: Architecture
    /// Package files in the order in which they are written: full name and `ALGORITHM:HEX`.
    package var packages: [(name: String, checksum: String)]
    /// What else is downloaded, in the recipe's order: `ALGORITHM:HEX`.
    package var downloads: [String] = []
    /// How contents are compressed.
    package var compression: Compression

    /// Makes the inputs of a planned image.
    package init(
        recipe: String,
        base: Checksum,
        architecture: Architecture,
        packages: [PlannedPackage],
        compression: Compression
    ) {
        self.recipe = recipe
        self.base = base
        self.architecture = architecture
        self.packages = packages.map { ($0.nevra.description, $0.checksum.description) }
        self.compression = compression
    }

    /// One checksum that stands for all of them.
    package var digest: Checksum {
        var hash = FieldHash()
        hash.add("rules", Self.rules)
        hash.add("recipe", recipe)
        for (path, checksum) in files.sorted(by: { $0.key < $1.key }) {
            hash.add("file", path)
            hash.add("checksum", checksum.hex)
        }
        hash.add("base", base.hex)
        hash.add("architecture", architecture.systemdName)
        for package in packages {
            hash.add("package", package.name)
            hash.add("checksum", package.checksum)
        }
        for download in downloads { hash.add("download", download) }
        // The record names the writer's own rules, the codec with its version, and its parameters.
        hash.add("encoding", BuildRecord(compression).text)
        return hash.checksum
    }
}

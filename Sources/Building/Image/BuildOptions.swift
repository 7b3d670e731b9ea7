package import EROFS
package import Model
package import SystemPackage

/// How a build is done, besides what its recipe says.
package struct BuildOptions: Sendable {
    /// The folder that the image goes to.
    package var output: FilePath
    /// The folder for downloads and parsed metadata.
    package var cache: FilePath
    /// How contents are compressed; as the base's kernels best read it where nothing is named.
    package var compression: Compression?
    /// The architecture to build for; the base's own where none is named.
    package var architecture: Architecture?
    /// How many threads compress; one a processor where none is named.
    package var threads: Int?
    /// The provenance of earlier images, or a folder of them, besides what is in the output folder.
    package var previous: FilePath?
    /// Whether an image is built again although nothing changed.
    package var isForced: Bool
    /// The URI that the attestation names the builder by; one that names nobody where none is given.
    package var builderID: String?

    /// Makes options.
    package init(
        output: FilePath,
        cache: FilePath,
        compression: Compression? = nil,
        architecture: Architecture? = nil,
        threads: Int? = nil,
        previous: FilePath? = nil,
        isForced: Bool = false,
        builderID: String? = nil
    ) {
        self.output = output
        self.cache = cache
        self.compression = compression
        self.architecture = architecture
        self.threads = threads
        self.previous = previous
        self.isForced = isForced
        self.builderID = builderID
    }
}

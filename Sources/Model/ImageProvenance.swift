/// Where an image comes from and what is in it: the document `NAME-VERSION-RELEASE-ARCH.json` beside it.
///
/// The bill of materials and the attestation are views of this document.
package struct ImageProvenance: Equatable, Codable, Sendable {
    package static let currentFormat = 1

    package var format = Self.currentFormat
    package var name: ExtensionName
    package var summary: String
    package var version: ImageVersion
    /// The version of the package that gives the image its own.
    package var packageVersion: EVR
    /// Counts rebuilds of that version, from 0.
    package var revision: Int
    package var release: ReleaseLabel
    package var architecture: Architecture
    /// The image's own checksum.
    package var checksum: Checksum
    /// Of the image, in bytes.
    package var size: Int64
    /// When the newest of its packages was built, which is the image's own time: seconds since 1970-01-01 UTC.
    package var created: Int64 = 0
    /// One checksum that stands for everything that determines the image.
    package var inputs: Checksum
    /// One checksum that stands for every file in the image and how they are stored; nothing where a package does not prove its files.
    package var content: Checksum?
    /// The checksum of the recipe's text.
    package var recipe: Checksum
    package var base: Base
    /// Where the packages come from, sorted by id.
    package var repositories: [Repository] = []
    /// Sorted by name.
    package var packages: [Package]
    /// What else was fetched, in the recipe's order.
    package var downloads: [Download] = []
    package var units: [String]
    /// What checks found and the recipe accepts.
    package var accepted: [Finding] = []
    /// What the image fixes over an earlier one; nothing where there was none.
    package var fixes: Fixes?
    /// What made the image: program and version, format parameters, codec with version.
    package var builder: [String: String]
    /// What became of the packages' scripts; nothing in documents of older programs.
    package var scriptlets: [ScriptletVerdict]?
    /// What a host has to do after a merge; nothing in documents of older programs.
    package var hostTasks: [HostTask]?

    /// Makes a document with what every image has.
    package init(
        name: ExtensionName,
        summary: String,
        version: ImageVersion,
        packageVersion: EVR,
        revision: Int,
        release: ReleaseLabel,
        architecture: Architecture,
        checksum: Checksum,
        size: Int64,
        inputs: Checksum,
        content: Checksum?,
        recipe: Checksum,
        base: Base,
        packages: [Package],
        units: [String],
        builder: [String: String]
    ) {
        self.name = name
        self.summary = summary
        self.version = version
        self.packageVersion = packageVersion
        self.revision = revision
        self.release = release
        self.architecture = architecture
        self.checksum = checksum
        self.size = size
        self.inputs = inputs
        self.content = content
        self.recipe = recipe
        self.base = base
        self.packages = packages
        self.units = units
        self.builder = builder
    }
}

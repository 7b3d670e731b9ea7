/// Where an image comes from: the document `NAME-VERSION-RELEASE-ARCH.json` beside it.
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
    /// One checksum that stands for everything that determines the image.
    package var inputs: Checksum
    /// One checksum that stands for every file in the image and how they are stored; nothing where a package does not prove its files.
    package var content: Checksum?
    /// The checksum of the recipe's text.
    package var recipe: Checksum
    package var base: Base
    /// Sorted by name.
    package var packages: [Package]
    package var units: [String]
    /// What made the image: program and version, format parameters, codec with version.
    package var builder: [String: String]
    /// What became of the packages' scripts; nothing in documents of older programs.
    package var scriptlets: [ScriptletVerdict]?
    /// What a host has to do after a merge; nothing in documents of older programs.
    package var hostTasks: [HostTask]?

    /// The base that the image was built for.
    package struct Base: Equatable, Codable, Sendable {
        package var os: OSRelease
        /// How many packages its RPM database holds.
        package var packageCount: Int

        package init(os: OSRelease, packageCount: Int) {
            self.os = os
            self.packageCount = packageCount
        }
    }

    /// One package in the image.
    package struct Package: Equatable, Codable, Sendable {
        package var name: String
        package var version: EVR
        package var architecture: String
        package var repository: String
        /// The file's checksum, as `ALGORITHM:HEX`.
        package var checksum: String
        package var license: String?
        package var sourcePackage: String?
        /// The fingerprint or key ID of the key that signed it; nothing when unsigned packages were allowed.
        package var signedBy: String?

        package init(
            name: String,
            version: EVR,
            architecture: String,
            repository: String,
            checksum: String,
            license: String?,
            sourcePackage: String?,
            signedBy: String?
        ) {
            self.name = name
            self.version = version
            self.architecture = architecture
            self.repository = repository
            self.checksum = checksum
            self.license = license
            self.sourcePackage = sourcePackage
            self.signedBy = signedBy
        }

        /// The package as `name-[epoch:]version-release.arch`.
        package var nevra: String { "\(name)-\(version).\(architecture)" }
    }

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

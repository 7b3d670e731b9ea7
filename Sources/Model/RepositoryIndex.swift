/// What a repository offers: every image with its facts.
///
/// This is the content that the repository signs; `SHA256SUMS` and the other files are views of it.
package struct RepositoryIndex: Equatable, Codable, Sendable {
    /// The format that this program writes and reads.
    package static let currentFormat = 1

    /// The number of the format.
    package var format: Int
    /// Counts publications; a host refuses a lower one than it has seen.
    package var version: Int
    /// When it was written: seconds since 1970-01-01 UTC.
    package var created: Int64
    /// When it stops being valid: seconds since 1970-01-01 UTC.
    package var expires: Int64
    /// The catalogue's title.
    package var title: String
    /// Every image, sorted by path.
    package var images: [PublishedImage]

    /// Makes an index in the current format.
    package init(
        version: Int,
        created: Int64,
        expires: Int64,
        title: String,
        images: [PublishedImage]
    ) {
        format = Self.currentFormat
        self.version = version
        self.created = created
        self.expires = expires
        self.title = title
        self.images = images.sorted { $0.path < $1.path }
    }
}

/// One image of a repository.
package struct PublishedImage: Equatable, Codable, Sendable {
    package var name: ExtensionName
    package var summary: String
    package var version: ImageVersion
    package var release: ReleaseLabel
    package var architecture: Architecture
    /// In bytes.
    package var size: Int64
    package var checksum: Checksum
    /// What the image's own extension-release file says it fits.
    package var extensionRelease: ExtensionRelease
    /// The systemd units in it.
    package var units: [String]
    /// The packages in it, as `name-[epoch:]version-release.arch`.
    package var packages: [String]

    /// Makes an image's entry.
    package init(
        name: ExtensionName,
        summary: String,
        version: ImageVersion,
        release: ReleaseLabel,
        architecture: Architecture,
        size: Int64,
        checksum: Checksum,
        extensionRelease: ExtensionRelease,
        units: [String],
        packages: [String]
    ) {
        self.name = name
        self.summary = summary
        self.version = version
        self.release = release
        self.architecture = architecture
        self.size = size
        self.checksum = checksum
        self.extensionRelease = extensionRelease
        self.units = units
        self.packages = packages
    }

    /// The image's file name.
    package var fileName: ImageFileName {
        ImageFileName(name: name, version: version, release: release, architecture: architecture)
    }

    /// Where the image is, relative to the repository's root: `NAME/FILE`.
    package var path: String { "\(name)/\(fileName)" }
}

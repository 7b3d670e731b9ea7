/// One image of a repository, as the repository's signed metadata describes it.
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
    /// The version of the package that gives the image its own.
    package var packageVersion: EVR?
    /// Counts rebuilds of that version, from 0.
    package var revision = 0
    /// When its content was made: seconds since 1970-01-01 UTC.
    package var created: Int64 = 0
    /// The checksum of all facts of the base that it was built for.
    package var base: Checksum?
    /// What it needs of its base; nothing where that is nothing.
    package var assumptions: ImageProvenance.Assumptions?
    /// The names of the advisories that it brings over the image before.
    package var advisories: [String]?
    /// What is new in it, in one line.
    package var change: String?
    /// When it was published: seconds since 1970-01-01 UTC.
    package var published: Int64?
    /// When hosts take it; at once where nothing is said.
    package var rollout: Rollout?
    /// Why it is no longer offered.
    package var withdrawn: Withdrawal?

    /// Makes an entry with what every image has.
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

extension PublishedImage {
    /// The entry as JSON: the `custom` of the image's target.
    ///
    /// Throws: `IndexError.malformed`.
    package func json() throws(IndexError) -> [UInt8] {
        do {
            return try JSONDocument.text(of: self)
        } catch {
            throw IndexError(error)
        }
    }

    /// Reads the `custom` of the target at a path; the path, size and checksum must be the image's own.
    ///
    /// Throws: `IndexError.malformed`.
    package init(json: [UInt8], path: String) throws(IndexError) {
        do {
            self = try JSONDocument.read(Self.self, from: json)
        } catch {
            throw IndexError(error)
        }
        guard self.path == path else {
            throw .malformed("'\(path)' is described as '\(self.path)'")
        }
        guard size > 0 else { throw .malformed("'\(path)' has no size") }
    }
}

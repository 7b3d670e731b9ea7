package import Model

/// The exact set of images that a host has chosen: numbered, kept, and what a rollback returns to.
package struct Generation: Codable, Equatable, Sendable {
    /// How far a generation got.
    package enum Outcome: String, Codable, Sendable {
        /// Recorded, its images are in the store; the host has not switched to it, or was interrupted then.
        case prepared
        /// The host switched to it.
        case active
        /// systemd refused it, or the switch failed: the host went back.
        case failed
    }

    /// Counts from 1 and is never given out twice.
    package var number: Int
    /// Seconds since 1970-01-01 UTC.
    package var created: Int64
    /// What made it: `install htop`.
    package var action: String
    package var outcome: Outcome
    /// Why it failed.
    package var problem: String?
    /// One image for each extension, sorted by name.
    package var images: [InstalledImage]
}

/// One image of a generation.
package struct InstalledImage: Codable, Equatable, Sendable {
    package var name: ExtensionName
    package var version: ImageVersion
    package var release: ReleaseLabel
    package var architecture: Architecture
    /// In bytes.
    package var size: Int64
    package var checksum: Checksum
    /// What the image says it fits.
    package var extensionRelease: ExtensionRelease
    /// The source that it came from.
    package var source: SourceName

    /// Takes over what a source's index says.
    package init(_ candidate: Candidate) {
        let image = candidate.image
        name = image.name
        version = image.version
        release = image.release
        architecture = image.architecture
        size = image.size
        checksum = image.checksum
        extensionRelease = image.extensionRelease
        source = candidate.source
    }

    /// The image's file name in the store.
    package var file: ImageFileName {
        ImageFileName(name: name, version: version, release: release, architecture: architecture)
    }
}

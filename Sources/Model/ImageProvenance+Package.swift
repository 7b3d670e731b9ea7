extension ImageProvenance {
    /// One package in the image.
    package struct Package: Equatable, Codable, Sendable {
        package var name: String
        package var version: EVR
        package var architecture: String
        /// The id of the repository that it comes from.
        package var repository: String
        /// The path of the file below the repository's address.
        package var location: String
        /// The file's checksum, as `ALGORITHM:HEX`.
        package var checksum: String
        /// Of the file, in bytes.
        package var size: UInt64
        /// Of what it installs, in bytes.
        package var installedSize: UInt64
        package var summary: String?
        /// In the packager's words.
        package var license: String?
        package var vendor: String?
        /// The project's page.
        package var homepage: String?
        /// The file name of the source package.
        package var sourcePackage: String?
        /// The fingerprint or key ID of the key that signed it; nothing when unsigned packages were allowed.
        package var signedBy: String?
        /// Seconds since 1970-01-01 UTC.
        package var buildTime: Int64?

        /// Makes a package with what proves it.
        package init(
            name: String,
            version: EVR,
            architecture: String,
            repository: String,
            location: String,
            checksum: String,
            size: UInt64,
            installedSize: UInt64
        ) {
            self.name = name
            self.version = version
            self.architecture = architecture
            self.repository = repository
            self.location = location
            self.checksum = checksum
            self.size = size
            self.installedSize = installedSize
        }

        /// The package as `name-[epoch:]version-release.arch`.
        package var nevra: String { "\(name)-\(version).\(architecture)" }
    }
}

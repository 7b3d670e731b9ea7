extension ImageProvenance {
    /// A repository that packages were taken from.
    package struct Repository: Equatable, Codable, Sendable {
        package var id: String
        /// Its address; nothing for a folder of the machine that built the image, which nobody else can reach.
        package var url: String?
        /// The checksum of its `repomd.xml`, which stands for its state, as `ALGORITHM:HEX`.
        package var metadata: String

        /// Makes a repository.
        package init(id: String, url: String?, metadata: String) {
            self.id = id
            self.url = url
            self.metadata = metadata
        }
    }

    /// A single file that was fetched besides packages of repositories.
    package struct Download: Equatable, Codable, Sendable {
        /// The recipe's name for it.
        package var id: String
        /// Nothing where another document named it.
        package var url: String?
        /// Of the file, as `ALGORITHM:HEX`.
        package var checksum: String
        /// The version that was found, where the recipe asks for the newest.
        package var version: String?

        /// Makes a download.
        package init(id: String, url: String?, checksum: String, version: String? = nil) {
            self.id = id
            self.url = url
            self.checksum = checksum
            self.version = version
        }
    }

    /// What an image fixes over an earlier one.
    package struct Fixes: Equatable, Codable, Sendable {
        /// The earlier image's version.
        package var since: ImageVersion
        /// Sorted by id.
        package var advisories: [Advisory]

        /// Makes a list of fixes.
        package init(since: ImageVersion, advisories: [Advisory]) {
            self.since = since
            self.advisories = advisories
        }
    }
}

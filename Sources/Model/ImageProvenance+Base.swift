extension ImageProvenance {
    /// The base that the image was built for, and what the image takes for granted there.
    package struct Base: Equatable, Codable, Sendable {
        package var os: OSRelease
        /// One checksum that stands for all facts of the base.
        package var digest: Checksum
        /// How many packages its RPM database holds.
        package var packageCount: Int
        package var assumptions = Assumptions()

        /// Makes a base.
        package init(os: OSRelease, digest: Checksum, packageCount: Int) {
            self.os = os
            self.digest = digest
            self.packageCount = packageCount
        }
    }

    /// What an image needs of its base, so that it can be told whether another base has it too.
    package struct Assumptions: Equatable, Codable, Sendable {
        /// The base's packages that meet requirements of packages in the image: `name-[epoch:]version-release.arch`, each with the requirements.
        package var packages: [String: [String]] = [:]
        /// The shared libraries that are needed of the base.
        package var libraries: [String] = []
        /// Folders of the base that are links to others.
        package var links: [String: String] = [:]
        /// Files of the image that the base has too, with the same content.
        package var sameFiles: [String] = []
        /// Files of the image that stand in front of other ones of the base.
        package var shadowedFiles: [String] = []

        /// Makes an image's claims on its base; none at first.
        package init() {}
    }
}

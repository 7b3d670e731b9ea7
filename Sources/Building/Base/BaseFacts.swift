package import Model

/// What is found out of a base once: the part of its document that is neither a file of the base nor a table of its files.
package struct BaseFacts: Equatable, Codable, Sendable {
    /// Counts changes of the document that older programs could not read.
    package static let currentFormat = 1

    package var format = Self.currentFormat
    /// What the base's programs run on.
    package var architecture: Architecture
    /// Which of its folders are links: whole path of the link to whole path of the folder.
    package var links: [String: String]
    /// How many packages its RPM database holds.
    package var packageCount: Int
    /// The version of its kernel, the oldest where it has several; nothing where it has none.
    package var kernel: String?
    /// The codecs of EROFS that all of its kernels have, as their configurations say: `lz4`, `lzma`, `zstd`; empty where none says.
    package var codecs: [String]
    /// The version of its systemd; nothing where no package says.
    package var systemd: String?
    /// The folder of the RPM database, without a `/` before it.
    package var databaseFolder: String
    /// The folder of its SELinux policy, without a `/` before it; nothing where it has none.
    package var policyFolder: String?

    /// Makes facts.
    package init(
        architecture: Architecture,
        links: [String: String],
        packageCount: Int,
        kernel: String?,
        codecs: [String],
        systemd: String?,
        databaseFolder: String,
        policyFolder: String?
    ) {
        self.architecture = architecture
        self.links = links
        self.packageCount = packageCount
        self.kernel = kernel
        self.codecs = codecs
        self.systemd = systemd
        self.databaseFolder = databaseFolder
        self.policyFolder = policyFolder
    }
}

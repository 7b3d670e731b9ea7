/// One repository of a `.repo` file, as `dnf.conf(5)` describes them.
package struct RepositoryDefinition: Hashable, Sendable {
    package let id: String
    /// The name for people; the id when the file gives none.
    package var name: String
    /// The addresses, any of which will do; the first is preferred.
    package var baseURLs: [String] = []
    /// The address of a metalink document, which lists mirrors and proves `repomd.xml`.
    package var metalink: String?
    /// The address of a plain list of mirrors.
    package var mirrorList: String?
    /// The addresses of the files with the keys that sign the packages.
    package var keys: [String] = []
    /// Whether packages must be signed (`gpgcheck`).
    package var checksPackages = true
    /// Whether the metadata must be signed (`repo_gpgcheck`).
    package var checksMetadata = false
    package var isEnabled = true
    /// The lowest number wins.
    package var priority = 99
    /// Packages that must not be used.
    package var excludes: [String] = []
    /// When not empty, the only packages that may be used.
    package var includes: [String] = []
    /// Names of variables in the values above that the caller gave no value for.
    package var unknownVariables: Set<String> = []

    /// Makes a definition with dnf's defaults, save that packages must be signed.
    package init(id: String) {
        self.id = id
        name = id
    }

    /// What the loader needs to know of it, with the keys that sign its metadata where they have to.
    package func source(metadataKeyring: Keyring? = nil) -> RepositorySource {
        RepositorySource(
            id: id,
            priority: priority,
            excludes: excludes,
            includes: includes,
            metadataKeyring: checksMetadata ? metadataKeyring ?? Keyring() : nil
        )
    }
}

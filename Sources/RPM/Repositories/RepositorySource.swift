/// A repository to take packages from, as the loader needs to know it.
package struct RepositorySource: Hashable, Sendable {
    /// The name in messages and results, such as `fedora` or `updates`.
    package var id: String
    /// As in dnf: the lowest number wins, 99 where nothing is said.
    package var priority: Int
    /// Packages of this repository that must not be used: names, globs or full names.
    package var excludes: [String]
    /// When not empty, the only packages of this repository that may be used.
    package var includes: [String]

    /// The keys one of which must have signed `repomd.xml` (`repo_gpgcheck`); nothing where the metadata need not be signed.
    package var metadataKeyring: Keyring?

    /// Makes a repository that is used in full.
    package init(
        id: String,
        priority: Int = 99,
        excludes: [String] = [],
        includes: [String] = [],
        metadataKeyring: Keyring? = nil
    ) {
        self.id = id
        self.priority = priority
        self.excludes = excludes
        self.includes = includes
        self.metadataKeyring = metadataKeyring
    }
}

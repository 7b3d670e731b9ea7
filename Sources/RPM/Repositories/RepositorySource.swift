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

    /// Makes a repository that is used in full.
    package init(id: String, priority: Int = 99, excludes: [String] = [], includes: [String] = []) {
        self.id = id
        self.priority = priority
        self.excludes = excludes
        self.includes = includes
    }
}

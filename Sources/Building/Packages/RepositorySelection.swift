import Glibc
import RPM

/// Which of the repositories that are known a build uses.
enum RepositorySelection {
    /// Enables, then disables by ids or globs, and gives what is left enabled.
    ///
    /// Throws: `RepositorySetupError.noMatch` for a pattern that matches none.
    static func enabled(
        of repositories: [NamedRepository],
        enabling: [String],
        disabling: [String]
    ) throws(RepositorySetupError) -> [NamedRepository] {
        var repositories = repositories
        for (patterns, isEnabled) in [(enabling, true), (disabling, false)] {
            for pattern in patterns {
                let matches = repositories.indices.filter {
                    fnmatch(pattern, repositories[$0].id, 0) == 0
                }
                guard !matches.isEmpty else {
                    throw .noMatch(pattern: pattern, repositories: repositories.map(\.id))
                }
                for index in matches { repositories[index].definition.isEnabled = isEnabled }
            }
        }
        return repositories.filter(\.definition.isEnabled)
    }
}

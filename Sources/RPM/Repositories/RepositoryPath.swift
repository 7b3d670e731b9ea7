import Model

/// The rule for paths that a repository names.
enum RepositoryPath {
    /// Whether a path stays below the repository's base, whoever joins it to what.
    static func isInside(_ path: some StringProtocol) -> Bool {
        RelativePath.isInside(path) && !path.contains("://")
    }
}

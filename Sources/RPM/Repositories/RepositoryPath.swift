/// The rule for paths that a repository names.
enum RepositoryPath {
    /// Whether a path stays below the repository's base, whoever joins it to what.
    static func isInside(_ path: some StringProtocol) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !parts.isEmpty && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
            && !path.utf8.contains { $0 < 0x20 || $0 == 0x7f } && !path.contains("://")
    }
}

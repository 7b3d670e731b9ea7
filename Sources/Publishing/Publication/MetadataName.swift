import Model

/// The names of metadata files in a repository, under consistent snapshots (TUF section 6).
enum MetadataName {
    static let timestamp = "\(RepositoryLayout.metadata)/timestamp.json"

    /// The object that holds one version of a role's document; names of roles need no escapes here.
    static func file(_ role: String, _ version: Int64) -> String {
        "\(RepositoryLayout.metadata)/\(version).\(role).json"
    }

    /// The name that a snapshot calls a role's document by.
    static func entry(_ role: String) -> String { "\(role).json" }
}

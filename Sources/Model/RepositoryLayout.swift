/// Where the files of a repository are, relative to its root, and what its signed roles are called.
package enum RepositoryLayout {
    /// The folder of TUF's metadata.
    package static let metadata = "metadata"
    /// The folder of search documents.
    package static let search = "search"
    /// The member of the top-level targets' document that holds the catalogue's title.
    package static let titleMember = "x-veneer-title"
    private static let rolePrefix = "extension-"

    /// The role that lists an extension's images.
    ///
    /// The prefix keeps an extension with the name `root` or `snapshot` apart from TUF's own roles.
    package static func role(of name: ExtensionName) -> String { rolePrefix + name.text }

    /// The extension whose images a role lists, or nothing when it is another role.
    package static func extensionName(ofRole role: String) -> ExtensionName? {
        guard role.hasPrefix(rolePrefix) else { return nil }
        return ExtensionName(String(role.dropFirst(rolePrefix.count)))
    }

    /// The paths that an extension's role may list, as a TUF path pattern.
    package static func pattern(of name: ExtensionName) -> String { "\(name)/*" }

    /// The path of a search document, which is named by its content.
    package static func searchPath(_ checksum: Checksum) -> String {
        "\(search)/\(checksum.hex).json"
    }
}

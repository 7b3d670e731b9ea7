import Model
import RPM
import SystemPackage

extension Base {
    private static let repositoryFolders = ["etc/yum.repos.d", "usr/etc/yum.repos.d"]
    /// dnf's order: what the administrator says comes last and wins.
    private static let variableFolders = [
        "usr/share/dnf5/vars.d", "usr/etc/dnf/vars", "etc/dnf/vars",
    ]

    /// The ids of the repositories that the base itself has enabled.
    package func repositoryNames() throws -> [String] {
        try repositories(repositoryVariables(architecture)).filter(\.isEnabled).map(\.id)
    }

    /// The repositories of the base's own `.repo` files, enabled or not.
    ///
    /// Throws: `RepositoryFileError`, and what reading the base throws.
    func repositories(
        _ variables: [String: String]
    ) throws -> [RepositoryDefinition] {
        var definitions: [RepositoryDefinition] = []
        for folder in Self.repositoryFolders {
            for name in try document.namesInRoot(folder) where name.hasSuffix(".repo") {
                guard let text = try document.textInRoot("\(folder)/\(name)") else { continue }
                let file = try RepositoryFile(
                    parsing: text,
                    document: "\(self.name)/\(folder)/\(name)",
                    variables: variables
                )
                let known = Set(definitions.map(\.id))
                definitions += file.repositories.filter { !known.contains($0.id) }
            }
        }
        return definitions
    }

    /// The variables of `.repo` files: the base's own, and those that follow from release and architecture.
    func repositoryVariables(_ architecture: Architecture) throws -> [String: String] {
        var variables = [
            "basearch": architecture.rpmName, "arch": architecture.rpmName,
        ]
        if let version = os.versionID {
            variables["releasever"] = version
            // dnf5 splits a release such as 9.4 in two.
            let parts = version.split(separator: ".", maxSplits: 1)
            variables["releasever_major"] = parts.first.map(String.init)
            variables["releasever_minor"] = parts.count > 1 ? String(parts[1]) : ""
        }
        for folder in Self.variableFolders {
            for name in try document.namesInRoot(folder) {
                guard let text = try document.textInRoot("\(folder)/\(name)") else { continue }
                let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
                variables[name] = line.filter { !$0.isWhitespace }
            }
        }
        return variables
    }

    /// The text of a key file of the base that a `file:` URL names; nothing when there is none.
    func keyText(_ url: String) throws -> String? {
        let prefix = "file://"
        guard url.hasPrefix(prefix) else { return nil }
        return try document.textInRoot(String(url.dropFirst(prefix.count).drop { $0 == "/" }))
    }
}

import Model
import RPM
import SystemPackage

extension Base {
    private static let folders = ["etc/yum.repos.d", "usr/etc/yum.repos.d"]

    /// The ids of the repositories that the base itself has enabled.
    package func repositoryNames() throws -> [String] {
        try enabledRepositories(for: architecture).map(\.id)
    }

    /// The repositories that the base itself has enabled, from its `.repo` files.
    ///
    /// Keys are read within the base. Throws: `RepositoryFileError`, `KeyringError`, `FileError`, and `BuildError.noBaseURL` for one
    /// that gives only a metalink or a list of mirrors.
    func packageSources(for architecture: Architecture) throws -> [PackageSource] {
        try enabledRepositories(for: architecture).map(source)
    }

    private func enabledRepositories(
        for architecture: Architecture
    ) throws -> [RepositoryDefinition] {
        var enabled: [RepositoryDefinition] = []
        for name in Self.folders {
            for file in try document.namesInRoot(name).map({ "\(name)/\($0)" }) {
                guard let text = try document.textInRoot(file) else { continue }
                let parsed = try RepositoryFile(
                    parsing: text,
                    document: "\(self.name)/\(file)",
                    variables: [
                        "releasever": os.versionID ?? "", "basearch": architecture.rpmName,
                        "arch": architecture.rpmName,
                    ]
                )
                enabled += parsed.repositories.filter(\.isEnabled)
            }
        }
        return enabled
    }

    private func source(_ definition: RepositoryDefinition) throws -> PackageSource {
        guard let url = definition.baseURLs.first else {
            throw BuildError.noBaseURL(repository: definition.id, base: name)
        }
        var keyring = Keyring()
        for key in definition.keys where definition.checksPackages {
            guard key.hasPrefix("file://"),
                let text = try document.textInRoot(
                    String(key.dropFirst("file:///".count))
                )
            else { throw BuildError.noKey(key, repository: definition.id) }
            try keyring.add(Array(text.utf8), name: key)
        }
        return PackageSource(
            RepositorySource(
                id: definition.id,
                priority: definition.priority,
                excludes: definition.excludes,
                includes: definition.includes
            ),
            place: try PackagePlace(url),
            keyring: keyring,
            policy: definition.checksPackages ? .required : .optional
        )
    }
}

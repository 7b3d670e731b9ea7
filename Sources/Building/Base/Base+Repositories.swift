import Files
import Model
import RPM
import SystemPackage

extension Base {
    private static let folders = ["etc/yum.repos.d", "usr/etc/yum.repos.d"]

    /// The repositories that the base itself has enabled, from its `.repo` files.
    ///
    /// Keys are read within the base. Throws: `RepositoryFileError`, `KeyringError`, `FileError`, and `BuildError.noBaseURL` for one
    /// that gives only a metalink or a list of mirrors.
    func packageSources(for architecture: Architecture) throws -> [PackageSource] {
        let root = try Folder(path)
        var sources: [PackageSource] = []
        for name in Self.folders {
            for file in try repositoryFiles(name, in: root) {
                guard let text = try root.textInRoot(file) else { continue }
                let parsed = try RepositoryFile(
                    parsing: text,
                    document: path.appending(file).string,
                    variables: [
                        "releasever": os.versionID ?? "", "basearch": architecture.rpmName,
                        "arch": architecture.rpmName,
                    ]
                )
                for repository in parsed.repositories where repository.isEnabled {
                    sources.append(try source(repository, in: root))
                }
            }
        }
        return sources
    }

    private func repositoryFiles(_ name: String, in root: Folder) throws -> [String] {
        guard try root.containsInRoot(name) else { return [] }
        var folder = root
        for part in name.split(separator: "/") { folder = try folder.subfolder(String(part)) }
        return try folder.entries().map(\.name).filter { $0.hasSuffix(".repo") }
            .map { "\(name)/\($0)" }
    }

    private func source(
        _ definition: RepositoryDefinition,
        in root: Folder
    ) throws -> PackageSource {
        guard let url = definition.baseURLs.first else {
            throw BuildError.noBaseURL(repository: definition.id, base: path.string)
        }
        var keyring = Keyring()
        for key in definition.keys where definition.checksPackages {
            guard key.hasPrefix("file://"),
                let text = try root.textInRoot(
                    String(key.dropFirst("file://".count))
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

#if Builder
import Building
import Model
import SystemPackage

/// What `base` tells of a base.
struct BaseAnswer: Report {
    let document: String
    /// The document's SHA-256 checksum: the base's identity.
    let digest: Checksum
    let id: String
    let versionID: String?
    let release: ReleaseLabel
    let architecture: Architecture
    let packages: Int
    let files: Int
    let libraries: Int
    let users: Int
    let groups: Int
    let kernel: String?
    let systemd: String?
    /// The repositories that it has enabled, by their ids.
    let repositories: [String]
    /// The folder of its SELinux policy.
    let policy: String?

    init(_ base: Base, document: String?) throws {
        self.document = document ?? base.document.path.string
        digest = base.digest
        id = base.os.id
        versionID = base.os.versionID
        release = base.label
        architecture = base.architecture
        packages = base.facts.packageCount
        files = try base.document.files().count
        libraries = try base.document.libraries().count
        users = base.accounts.users.count
        groups = base.accounts.groups.count
        kernel = base.facts.kernel
        systemd = base.facts.systemd
        repositories = try base.repositoryNames()
        policy = base.facts.policyFolder.map { "/" + $0 }
    }

    var text: String {
        """
        \(document)
          system        \(id) \(versionID ?? "of no release") on \(architecture)
          packages      \(packages)
          files         \(files), \(libraries) of them libraries
          accounts      \(users) users, \(groups) groups
          kernel        \(kernel ?? "none")
          systemd       \(systemd ?? "none that a package says")
          repositories  \(repositories.isEmpty ? "none" : repositories.joined(separator: ", "))
          SELinux       \(policy ?? "none")
          sha256 \(digest)
        """
    }
}
#endif

import RPM

/// A repository that packages are taken from: where its files are, and who may have signed them.
struct PackageSource: Sendable {
    /// The repository as the solver knows it.
    let repository: RepositorySource
    let mirrors: Mirrors
    let keyring: Keyring
    let policy: SignaturePolicy

    /// The name in messages and results.
    var id: String { repository.id }
}

import Model
import RPM
import SystemPackage
import Transfer

/// A repository that packages are taken from: where its files are, and who may have signed them.
struct PackageSource: Sendable {
    /// The repository as the solver knows it.
    let repository: RepositorySource
    let place: PackagePlace
    let keyring: Keyring
    let policy: SignaturePolicy

    /// The name in messages and results.
    var id: String { repository.id }

    /// Makes a source from a repository of a recipe or a catalogue, with its keys.
    ///
    /// Throws: `TransferError` when its URL is not one, `KeyringError`.
    init(_ definition: PackageRepository) throws {
        repository = RepositorySource(id: definition.id)
        place = try PackagePlace(definition.url)
        keyring = try Keyring(files: definition.keys.map { FilePath($0) })
        policy = definition.requiresSignatures ? .required : .optional
    }

    /// Makes a source from its parts.
    init(
        _ repository: RepositorySource,
        place: PackagePlace,
        keyring: Keyring,
        policy: SignaturePolicy
    ) {
        self.repository = repository
        self.place = place
        self.keyring = keyring
        self.policy = policy
    }
}

import Model
import RPM
import SystemPackage
import Transfer

/// Collects the repositories of a build: the recipe's, the catalogue's, and the base's own.
struct SourceCollector: Sendable {
    let recipe: RecipeFolder
    let base: Base
    let architecture: Architecture
    let client: TransferClient

    /// In bytes: the most that a list of mirrors or a key may have.
    private static let limit = 4 << 20

    /// All that are enabled, with their mirrors and keys; of several with one id, the recipe's wins, then the catalogue's.
    ///
    /// Throws: `RepositorySetupError`, `RepositoryFileError`, `MetalinkError`, `KeyringError`, `TransferError`.
    func sources() async throws -> [PackageSource] {
        let variables = try base.repositoryVariables(architecture)
        let reader = RepositoryReader(client: client, variables: variables)
        var named: [NamedRepository] = []
        for (entry, folder) in recipe.repositories {
            named += try await reader.definitions(of: entry, in: folder)
        }
        if recipe.usesBaseRepositories {
            named += try base.repositories(variables)
                .map { NamedRepository(definition: $0, author: .base) }
        }
        var ids: Set<String> = []
        let repositories = try RepositorySelection.enabled(
            of: named.filter { ids.insert($0.id).inserted },
            enabling: recipe.recipe.enableRepositories,
            disabling: recipe.recipe.disableRepositories
        )
        var sources: [PackageSource] = []
        for repository in repositories { sources.append(try await source(repository)) }
        return sources
    }

    private func source(_ repository: NamedRepository) async throws -> PackageSource {
        let definition = repository.definition
        guard definition.unknownVariables.isEmpty else {
            throw RepositorySetupError.unknownVariables(
                definition.unknownVariables.sorted(),
                text: definition.baseURLs.first ?? definition.metalink ?? definition.name,
                repository: definition.id
            )
        }
        let isSigned = definition.checksPackages || definition.checksMetadata
        guard !isSigned || !definition.keys.isEmpty else {
            throw RepositorySetupError.noKeys(repository: definition.id)
        }
        let keyring =
            isSigned
            ? try await KeyReader(base: base, client: client).keyring(of: repository) : Keyring()
        return PackageSource(
            repository: definition.source(metadataKeyring: keyring),
            mirrors: try await mirrors(of: definition),
            keyring: keyring,
            policy: definition.checksPackages ? .required : .optional
        )
    }

    private func mirrors(of definition: RepositoryDefinition) async throws -> Mirrors {
        var places = try definition.baseURLs.map { try PackagePlace($0) }
        var proofs: [FileChecksum] = []
        // dnf takes a metalink for better than a list, and does not look at both.
        if let list = definition.metalink ?? definition.mirrorList {
            let bytes = try await client.fetch(try Location(list), limit: Self.limit)
            if definition.metalink != nil || Metalink.isDocument(bytes) {
                let metalink = try Metalink(parsing: bytes, document: list)
                places += try metalink.mirrors.map { try PackagePlace($0) }
                proofs = metalink.proofs
            } else {
                places += try Self.list(bytes)
            }
            guard !places.isEmpty else {
                throw RepositorySetupError.noMirrors(list, repository: definition.id)
            }
        }
        guard let mirrors = Mirrors(places, proofs: proofs) else {
            throw RepositorySetupError.noAddress(repository: definition.id)
        }
        return mirrors
    }

    /// The servers of a plain list: one URL a line.
    private static func list(_ bytes: [UInt8]) throws -> [PackagePlace] {
        try String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).prefix(256)
            .map { $0.filter { !$0.isWhitespace } }
            .filter { $0.hasPrefix("https://") || $0.hasPrefix("http://") }
            .map { try PackagePlace($0) }
    }
}

import Files
import Model
import RPM
import SystemPackage
import Transfer

/// Reads the keys of repositories and downloads, each from where its author may have it.
struct KeyReader: Sendable {
    let base: Base
    let client: TransferClient

    /// In bytes: the most that a file of keys may have.
    private static let limit = 4 << 20

    /// The keys of a repository.
    ///
    /// Throws: `RepositorySetupError`, `KeyringError`, `TransferError`.
    func keyring(of repository: NamedRepository) async throws -> Keyring {
        try await keyring(
            repository.definition.keys,
            author: repository.author,
            owner: repository.id
        )
    }

    /// The keys in some files; the owner is for messages.
    ///
    /// Throws: `RepositorySetupError`, `KeyringError`, `TransferError`.
    func keyring(
        _ keys: [String],
        author: NamedRepository.Author,
        owner: String
    ) async throws -> Keyring {
        var keyring = Keyring()
        for key in keys {
            let bytes = try await bytes(of: key, author, owner: owner)
            try keyring.add(bytes, name: key)
        }
        return keyring
    }

    private func bytes(
        of key: String,
        _ author: NamedRepository.Author,
        owner: String
    ) async throws -> [UInt8] {
        let isRemote = key.hasPrefix("http://") || key.hasPrefix("https://")
        switch author {
        case .base where isRemote: throw RepositorySetupError.insecure(key, repository: owner)
        case .folder, .document:
            guard isRemote else { break }
            let location = try Location(key)
            guard location.isSecure else {
                throw RepositorySetupError.insecure(key, repository: owner)
            }
            return try await client.fetch(location, limit: Self.limit)
        case .base: break
        }
        if case .folder(let folder) = author {
            let path = key.hasPrefix("file://") ? String(key.dropFirst(7)) : key
            let whole = folder.pushing(FilePath(path))
            let parent = whole.removingLastComponent()
            return try Folder(parent.isEmpty ? "." : parent)
                .read(whole.lastComponent?.string ?? "", limit: Self.limit)
        }
        guard let text = try base.keyText(key) else {
            throw RepositorySetupError.noKey(key, repository: owner)
        }
        return Array(text.utf8)
    }
}

import Files
import Model
import RPM
import SystemPackage
import Transfer

/// Turns the `repositories` of recipes and catalogues into definitions, and fetches the `.repo` files among them.
struct RepositoryReader: Sendable {
    let client: TransferClient
    let variables: [String: String]

    /// In bytes: the most that a `.repo` file may have.
    private static let limit = 1 << 20

    /// Reads one entry; the folder is that of the document that it stands in.
    ///
    /// Throws: `RepositorySetupError`, `RepositoryFileError`.
    func definitions(
        of entry: PackageRepository,
        in folder: FilePath
    ) async throws -> [NamedRepository] {
        switch entry.origin {
        case .addresses(let addresses):
            var definition = RepositoryDefinition(id: addresses.id)
            definition.baseURLs = try addresses.urls.map { url in
                let text = try expand(url, of: addresses.id)
                return text.contains("://") ? text : folder.pushing(FilePath(text)).string
            }
            definition.metalink = try addresses.metalink.map { try expand($0, of: addresses.id) }
            definition.mirrorList = try addresses.mirrorList.map {
                try expand($0, of: addresses.id)
            }
            definition.keys = try entry.keys.map { try expand($0, of: addresses.id) }
            return [Self.adjusted(definition, by: entry, author: .folder(folder))]
        case .file(let name):
            return try await file(try expand(name, of: name), entry, in: folder)
        case .copr(let project):
            let url = try expand(project.repositoryFile, of: "\(project.owner)/\(project.project)")
            return try await file(url, entry, in: folder)
        }
    }

    private func file(
        _ name: String,
        _ entry: PackageRepository,
        in folder: FilePath
    ) async throws -> [NamedRepository] {
        let (bytes, author) = try await contents(name, in: folder)
        let file = try RepositoryFile(
            parsing: String(decoding: bytes, as: UTF8.self),
            document: name,
            variables: variables
        )
        guard !file.repositories.isEmpty else { throw RepositorySetupError.emptyFile(name) }
        return file.repositories.map { definition in
            var definition = definition
            // What a server says must not switch the check of its own packages off.
            definition.checksPackages = true
            guard entry.keys.isEmpty else {
                definition.keys = entry.keys
                return Self.adjusted(definition, by: entry, author: .folder(folder))
            }
            return Self.adjusted(definition, by: entry, author: author)
        }
    }

    private func contents(
        _ name: String,
        in folder: FilePath
    ) async throws -> ([UInt8], NamedRepository.Author) {
        do {
            if case .server(let location) = try PackagePlace(name) {
                guard location.isSecure else {
                    throw RepositorySetupError.insecure(name, repository: name)
                }
                return (
                    try await client.fetch(location, limit: Self.limit), .document(location)
                )
            }
            let path = FilePath(name.hasPrefix("file://") ? String(name.dropFirst(7)) : name)
            let whole = folder.pushing(path)
            let parent = try Folder(whole.removingLastComponent())
            let bytes = try parent.read(whole.lastComponent?.string ?? "", limit: Self.limit)
            return (bytes, .folder(whole.removingLastComponent()))
        } catch let error as RepositorySetupError {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch {
            throw RepositorySetupError.unreadable(name, cause: error)
        }
    }

    private static func adjusted(
        _ definition: RepositoryDefinition,
        by entry: PackageRepository,
        author: NamedRepository.Author
    ) -> NamedRepository {
        var definition = definition
        if let signed = entry.requiresSignatures { definition.checksPackages = signed }
        if let signed = entry.requiresSignedMetadata { definition.checksMetadata = signed }
        if let priority = entry.priority { definition.priority = priority }
        definition.excludes += entry.exclude
        definition.includes += entry.include
        return NamedRepository(definition: definition, author: author)
    }

    private func expand(_ text: String, of repository: String) throws -> String {
        let result = VariableExpansion(variables).expand(text)
        guard result.unknown.isEmpty else {
            throw RepositorySetupError.unknownVariables(
                result.unknown.sorted(),
                text: text,
                repository: repository
            )
        }
        return result.text
    }
}

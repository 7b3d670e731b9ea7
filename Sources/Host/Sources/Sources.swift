package import Model

/// The repositories that a host takes extensions from: `sources.d/*.yaml`.
package struct Sources: Sendable {
    private let folders: DefinitionFolders

    package init(_ root: HostRoot) {
        folders = DefinitionFolders(root: root, kind: "sources.d")
    }

    /// A source and the file that defines it.
    package struct Listed: Equatable, Sendable {
        package var source: SourceDefinition
        package var path: String
    }

    /// Every source, by name.
    ///
    /// Throws: `SourceError.badName`, `DocumentError` with the place of what is wrong.
    package func list() throws -> [Listed] {
        try folders.read().map { definition in
            guard let name = SourceName(definition.name) else {
                throw SourceError.badName(path: definition.path)
            }
            return Listed(
                source: try SourceDefinition(
                    parsing: definition.text,
                    name: name,
                    document: definition.path
                ),
                path: definition.path
            )
        }
    }

    /// Writes a source's file.
    package func add(_ source: SourceDefinition) throws {
        try requireNew(source.name)
        try folders.write(source.text, name: source.name.text)
    }

    /// Throws: `SourceError.exists` when there is a source of this name.
    package func requireNew(_ name: SourceName) throws {
        if let known = try list().first(where: { $0.source.name == name }) {
            throw SourceError.exists(name, url: known.source.url)
        }
    }

    /// Takes a source away.
    package func remove(_ name: String) throws {
        let known = try folders.read().map(\.name)
        guard known.contains(name) else {
            throw SourceError.unknown(name, known: known)
        }
        try folders.remove(name)
    }
}

package import Model

/// The extensions that a host wants: `extensions.d/*.yaml`.
package struct Requests: Sendable {
    private let folders: DefinitionFolders

    package init(_ root: HostRoot) {
        folders = DefinitionFolders(root: root, kind: "extensions.d")
    }

    /// Every request, by name.
    ///
    /// Throws: `SourceError.badName`, `DocumentError` with the place of what is wrong.
    package func list() throws -> [ExtensionRequest] {
        try folders.read().map { definition in
            guard let name = ExtensionName(definition.name) else {
                throw SourceError.badName(path: definition.path)
            }
            return try ExtensionRequest(
                parsing: definition.text,
                name: name,
                document: definition.path
            )
        }
    }

    /// Makes the requests be these, touching only the files of those that differ.
    package func change(to requests: [ExtensionRequest]) throws {
        let present = try list()
        for request in requests where !present.contains(request) {
            try folders.write(request.text, name: request.name.text)
        }
        let names = Set(requests.map(\.name))
        for request in present where !names.contains(request.name) {
            try folders.remove(request.name.text)
        }
    }
}

extension PackageRepository {
    private static let kinds = ["id", "repo-file", "copr"]
    private static let common = ["priority", "exclude", "include"]

    /// Reads the `repositories` of a recipe or a catalogue.
    static func list(_ mapping: YAMLMapping) throws(DocumentError) -> [PackageRepository] {
        var repositories: [PackageRepository] = []
        var ids: Set<String> = []
        for entry in try mapping.mappings("repositories") {
            let repository = try PackageRepository(entry)
            if case .addresses(let addresses) = repository.origin,
                !ids.insert(addresses.id).inserted
            {
                throw entry.bad("id", addresses.id, rule: "another repository has it")
            }
            repositories.append(repository)
        }
        return repositories
    }

    private init(_ entry: YAMLMapping) throws(DocumentError) {
        let named = Self.kinds.filter { entry.keys.contains($0) }
        guard named.count < 2 else {
            throw entry.error(
                .wrongType(
                    key: named.joined(separator: "' and '"),
                    expected: "entries of their own, not one together"
                )
            )
        }
        switch named.first {
        case "repo-file": try self.init(file: entry)
        case "copr": try self.init(copr: entry)
        default: try self.init(addresses: entry)
        }
        priority = try entry.count("priority")
        exclude = try entry.texts("exclude")
        include = try entry.texts("include")
    }

    private init(addresses entry: YAMLMapping) throws(DocumentError) {
        try entry.allow(
            ["id", "url", "metalink", "mirror-list", "keys", "signed", "signed-metadata"]
                + Self.common
        )
        var addresses = RepositoryAddresses(id: try entry.requiredText("id"))
        addresses.urls = try entry.textOrTexts("url")
        addresses.metalink = try entry.text("metalink")
        addresses.mirrorList = try entry.text("mirror-list")
        guard RepositoryID.isValid(addresses.id) else {
            throw entry.bad("id", addresses.id, rule: "letters, digits, '.', '-' and '_'")
        }
        let hasAddress =
            !addresses.urls.isEmpty || addresses.metalink != nil || addresses.mirrorList != nil
        guard hasAddress else { throw entry.error(.missingKey("url")) }
        self.init(.addresses(addresses))
        keys = try entry.texts("keys")
        requiresSignatures = try entry.flag("signed") ?? true
        requiresSignedMetadata = try entry.flag("signed-metadata") ?? false
        guard requiresSignatures == false && requiresSignedMetadata == false || !keys.isEmpty
        else { throw entry.error(.missingKey("keys")) }
    }

    private init(file entry: YAMLMapping) throws(DocumentError) {
        try entry.allow(["repo-file", "keys", "signed", "signed-metadata"] + Self.common)
        self.init(.file(try entry.requiredText("repo-file")))
        keys = try entry.texts("keys")
        requiresSignatures = try entry.flag("signed")
        requiresSignedMetadata = try entry.flag("signed-metadata")
    }

    private init(copr entry: YAMLMapping) throws(DocumentError) {
        try entry.allow(["copr", "server", "signed"] + Self.common)
        let name = try entry.requiredText("copr")
        guard var project = CoprProject(name) else {
            throw entry.bad("copr", name, rule: "it must be 'OWNER/PROJECT' or '@GROUP/PROJECT'")
        }
        if let server = try entry.text("server") {
            project.server = server.hasSuffix("/") ? String(server.dropLast()) : server
        }
        self.init(.copr(project))
        requiresSignatures = try entry.flag("signed")
    }
}

extension Recipe {
    private static let keys = [
        "name", "summary", "packages", "exclude", "weak-dependencies", "version-from", "revision",
        "start", "targets", "repositories", "steps", "allow", "identity", "base-repositories",
        "enable-repositories", "disable-repositories", "downloads",
    ]

    /// Reads the text of a `recipe.yaml`; `allow` may name these checks only, where they are given.
    ///
    /// Throws: `DocumentError` with the line and column of what is wrong.
    package init(
        parsing text: String,
        document: String,
        checks: [String]? = nil
    ) throws(DocumentError) {
        let mapping = try YAMLMapping.parse(text, document: document)
        try mapping.allow(Self.keys)
        let name = try mapping.requiredText("name")
        guard let extensionName = ExtensionName(name) else {
            throw mapping.bad(
                "name",
                name,
                rule: "letters, digits, '.' and '-', beginning with a letter or digit"
            )
        }
        self.init(
            name: extensionName,
            summary: try mapping.requiredText("summary"),
            packages: try mapping.texts("packages")
        )
        exclude = try mapping.texts("exclude")
        weakDependencies = try mapping.flag("weak-dependencies") ?? false
        versionFrom = try mapping.text("version-from")
        revision = try mapping.count("revision") ?? 0
        guard revision <= Self.revisionLimit else {
            throw mapping.bad("revision", "\(revision)", rule: "at most \(Self.revisionLimit)")
        }
        start = try Self.units(mapping)
        targets = try mapping.texts("targets")
        repositories = try PackageRepository.list(mapping)
        baseRepositories = try mapping.flag("base-repositories")
        enableRepositories = try mapping.texts("enable-repositories")
        disableRepositories = try mapping.texts("disable-repositories")
        downloads = try Download.list(mapping)
        steps = try RecipeStep.list(mapping, downloads: downloads)
        if let accepted = try mapping.mapping("allow") {
            if let checks { try accepted.allow(checks) }
            allow = try Allowances(accepted)
        }
        identity = try mapping.word("identity") ?? .base
        guard !packages.isEmpty || !downloads.isEmpty else {
            throw mapping.error(.missingKey("packages"), at: "packages")
        }
    }

    private static func units(_ mapping: YAMLMapping) throws(DocumentError) -> [String] {
        let units = try mapping.texts("start")
        for unit in units where !UnitName.isValid(unit) {
            throw mapping.bad("start", unit, rule: "it must name a systemd unit, e.g. 'a.service'")
        }
        return units
    }
}

extension Catalogue {
    /// Reads the text of a `catalogue.yaml`.
    ///
    /// Throws: `DocumentError` with the line and column of what is wrong.
    package init(parsing text: String, document: String) throws(DocumentError) {
        let mapping = try YAMLMapping.parse(text, document: document)
        try mapping.allow(["title", "url", "repositories", "base-repositories"])
        self.init(
            title: try mapping.requiredText("title"),
            url: try mapping.text("url"),
            repositories: try PackageRepository.list(mapping)
        )
        baseRepositories = try mapping.flag("base-repositories") ?? true
    }
}

extension Download {
    /// Reads the `downloads` of a recipe.
    static func list(_ mapping: YAMLMapping) throws(DocumentError) -> [Download] {
        var downloads: [Download] = []
        for entry in try mapping.mappings("downloads") {
            let download = try Download(entry)
            guard !downloads.contains(where: { $0.id == download.id }) else {
                throw entry.bad("id", download.id, rule: "another download has it")
            }
            downloads.append(download)
        }
        return downloads
    }

    private init(_ entry: YAMLMapping) throws(DocumentError) {
        try entry.allow([
            "id", "kind", "version", "url", "sha256", "sha256-from", "keys", "signed",
        ])
        id = try entry.requiredText("id")
        guard RepositoryID.isValid(id) else {
            throw entry.bad("id", id, rule: "letters, digits, '.', '-' and '_'")
        }
        guard let kind: Kind = try entry.word("kind") else {
            throw entry.error(.missingKey("kind"))
        }
        self.kind = kind
        version = try Version(entry)
        place = try Place(entry, "url", version: version)
        proof = try Proof(entry, version: version)
        keys = try entry.texts("keys")
        guard keys.isEmpty || kind == .rpm else {
            throw entry.bad("keys", keys[0], rule: "only packages ('kind: rpm') carry a signature")
        }
        let isProven = proof != nil || !keys.isEmpty
        let mustBeProven = try entry.flag("signed") ?? true
        guard isProven || !mustBeProven else { throw entry.error(.missingKey("sha256")) }
        guard !isProven || mustBeProven else {
            throw entry.bad(
                "signed",
                "false",
                rule: "a checksum or a key is given, so it is proven"
            )
        }
    }
}

extension Download.Version {
    fileprivate init?(_ entry: YAMLMapping) throws(DocumentError) {
        guard entry.isMapping("version"), let mapping = try entry.mapping("version") else {
            guard let text = try entry.text("version") else { return nil }
            guard VersionPattern.isVersion(text) else {
                throw entry.bad("version", text, rule: "letters, digits and '.-_+~^'")
            }
            self = .text(text)
            return
        }
        let pattern = try Self.pattern(mapping)
        guard let name = try mapping.text("github") else {
            try mapping.allow(["url", "json", "match"])
            self = .document(
                url: try mapping.template(try mapping.requiredText("url"), "url"),
                path: try mapping.path("json"),
                pattern: pattern
            )
            return
        }
        try mapping.allow(["github", "api", "match"])
        guard var project = GitHubProject(name) else {
            throw mapping.bad("github", name, rule: "it must be 'OWNER/NAME'")
        }
        if let api = try mapping.text("api") {
            project.api = api.hasSuffix("/") ? String(api.dropLast()) : api
        }
        self = .release(project, pattern: pattern)
    }

    private static func pattern(_ mapping: YAMLMapping) throws(DocumentError) -> VersionPattern {
        guard let text = try mapping.text("match") else { return .standard }
        guard let pattern = VersionPattern(text) else {
            throw mapping.bad("match", text, rule: "a regular expression with one (group)")
        }
        return pattern
    }
}

extension Download.Place {
    fileprivate init(
        _ entry: YAMLMapping,
        _ key: String,
        version: Download.Version?
    ) throws(DocumentError) {
        guard entry.isMapping(key), let mapping = try entry.mapping(key) else {
            self = .url(try entry.template(try entry.requiredText(key), key))
            return
        }
        if let asset = try mapping.text("asset") {
            try mapping.allow(["asset"])
            guard case .release = version else {
                throw mapping.bad("asset", asset, rule: "only 'version: {github: …}' has assets")
            }
            self = .asset(try mapping.template(asset, "asset"))
            return
        }
        try mapping.allow(["json"])
        guard let path = try mapping.path("json") else { throw mapping.error(.missingKey("json")) }
        switch version {
        case .document(_, .some, _), .release: self = .json(path)
        default:
            throw mapping.bad("json", path.text, rule: "'version' must come from a JSON document")
        }
    }
}

extension Download.Proof {
    fileprivate init?(_ entry: YAMLMapping, version: Download.Version?) throws(DocumentError) {
        if entry.keys.contains("sha256-from") {
            guard !entry.keys.contains("sha256") else {
                throw entry.bad("sha256-from", "…", rule: "'sha256' is given already")
            }
            self = .document(try Download.Place(entry, "sha256-from", version: version))
        } else if entry.isMapping("sha256"), let mapping = try entry.mapping("sha256") {
            var checksums: [Architecture: Checksum] = [:]
            for key in mapping.keys {
                guard let architecture = Architecture(key) else {
                    throw mapping.bad(key, key, rule: "'x86-64' or 'arm64'")
                }
                checksums[architecture] = try mapping.checksum(key)
            }
            self = .checksums(checksums)
        } else if entry.keys.contains("sha256") {
            self = .checksum(try entry.checksum("sha256"))
        } else {
            return nil
        }
    }
}

extension YAMLMapping {
    fileprivate func template(
        _ text: String,
        _ key: String
    ) throws(DocumentError) -> DownloadTemplate {
        guard let template = DownloadTemplate(text) else {
            let known = DownloadTemplate.Placeholder.allCases.map { "{\($0.rawValue)}" }
            throw bad(key, text, rule: "in braces, only \(known.joined(separator: ", ")) are known")
        }
        return template
    }

    fileprivate func path(_ key: String) throws(DocumentError) -> JSONPath? {
        guard let text = try text(key) else { return nil }
        guard let path = JSONPath(text) else {
            throw bad(key, text, rule: "a path such as '.data.latest[0]' or '.files[\"a b\"]'")
        }
        return path
    }

    fileprivate func checksum(_ key: String) throws(DocumentError) -> Checksum {
        let text = try requiredText(key)
        guard let checksum = Checksum(hex: text) else {
            throw bad(key, text, rule: "64 hexadecimal digits")
        }
        return checksum
    }
}

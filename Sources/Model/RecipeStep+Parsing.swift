extension RecipeStep {
    private static let kinds = [
        "directory", "file", "symlink", "move", "remove", "replace", "owner", "capabilities",
        "install",
    ]

    /// Reads a recipe's `steps`.
    static func list(
        _ mapping: YAMLMapping,
        downloads: [Download]
    ) throws(DocumentError) -> [RecipeStep] {
        var steps: [RecipeStep] = []
        for entry in try mapping.mappings("steps") {
            steps.append(try RecipeStep(entry, downloads: downloads))
        }
        return steps
    }

    private init(_ mapping: YAMLMapping, downloads: [Download]) throws(DocumentError) {
        switch try Self.kind(of: mapping) {
        case "directory":
            try mapping.allow(["directory", "mode", "when"])
            self = .directory(
                try mapping.wholePath("directory"),
                mode: try mapping.mode("mode") ?? 0o755,
                optional: try mapping.isOptional()
            )
        case "file": try self.init(file: mapping)
        case "symlink":
            try mapping.allow(["symlink", "target", "when"])
            self = .symlink(
                try mapping.wholePath("symlink"),
                target: try mapping.requiredText("target"),
                optional: try mapping.isOptional()
            )
        case "move":
            try mapping.allow(["move", "to", "when"])
            self = .move(
                try mapping.wholePath("move"),
                to: try mapping.wholePath("to"),
                optional: try mapping.isOptional()
            )
        case "remove":
            try mapping.allow(["remove", "when"])
            self = .remove(
                try mapping.wholePath("remove"),
                optional: try mapping.isOptional()
            )
        case "replace": try self.init(replace: mapping)
        case "install": self = .install(try Installation(mapping, downloads: downloads))
        case let kind: try self.init(kind, of: mapping)
        }
    }

    /// Which step it is: `mode` is one of its own only when it stands beside no other.
    private static func kind(of mapping: YAMLMapping) throws(DocumentError) -> String {
        let named = mapping.keys.filter(kinds.contains)
        if named.count == 1 { return named[0] }
        if named.isEmpty, mapping.keys.contains("mode") { return "mode" }
        let known = kinds + ["mode"]
        let unknown = mapping.keys.first { !known.contains($0) }
        throw mapping.error(
            .unknownKey(unknown ?? named.joined(separator: "' and '"), known: known)
        )
    }

    private init(file mapping: YAMLMapping) throws(DocumentError) {
        try mapping.allow(["file", "content", "source", "mode", "when"])
        let content: FileContent
        if let source = try mapping.text("source") {
            guard RelativePath.isInside(source) else {
                throw mapping.bad("source", source, rule: "a path within the recipe's folder")
            }
            guard !mapping.keys.contains("content") else {
                throw mapping.bad("source", source, rule: "'content' is given already")
            }
            content = .source(source)
        } else {
            content = .text(try mapping.requiredText("content"))
        }
        self = .file(
            try mapping.wholePath("file"),
            content: content,
            mode: try mapping.mode("mode") ?? 0o644,
            optional: try mapping.isOptional()
        )
    }

    private init(replace mapping: YAMLMapping) throws(DocumentError) {
        try mapping.allow(["replace", "from", "to", "when"])
        let from = try mapping.requiredText("from")
        guard !from.isEmpty else {
            throw mapping.bad("from", from, rule: "there must be something to look for")
        }
        self = .replace(
            try mapping.wholePath("replace"),
            from: from,
            to: try mapping.requiredText("to"),
            optional: try mapping.isOptional()
        )
    }

    /// Reads the steps that change metadata alone.
    private init(_ kind: String, of mapping: YAMLMapping) throws(DocumentError) {
        try mapping.allow([kind, "to", "when"])
        let path = try mapping.wholePath(kind)
        let optional = try mapping.isOptional()
        switch kind {
        case "mode":
            guard let mode = try mapping.mode("to") else { throw mapping.error(.missingKey("to")) }
            self = .mode(path, to: mode, optional: optional)
        case "owner":
            let text = try mapping.requiredText("to")
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let user = Account(parts[0]), let group = Account(parts[1])
            else { throw mapping.bad("to", text, rule: "it must be 'USER:GROUP', e.g. '0:72'") }
            self = .owner(path, user: user, group: group, optional: optional)
        default:
            self = .capabilities(path, to: try mapping.requiredText("to"), optional: optional)
        }
    }
}

extension RecipeStep.Account {
    /// Reads a number, or a name as `sysusers.d(5)` allows it.
    fileprivate init?(_ text: Substring) {
        guard let first = text.first else { return nil }
        if first.isNumber {
            guard let number = UInt32(text), number != .max else { return nil }
            self = .number(number)
            return
        }
        let isName =
            first.isASCII && (first.isLetter || first == "_") && text.utf8.count <= 31
            && text.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-")
            }
        guard isName else { return nil }
        self = .name(String(text))
    }
}

extension Installation {
    fileprivate init(_ mapping: YAMLMapping, downloads: [Download]) throws(DocumentError) {
        try mapping.allow(["install", "from", "to", "mode", "compress", "when"])
        let text = try mapping.requiredText("install")
        guard RelativePath.isInside(text), let source = DownloadTemplate(text) else {
            throw mapping.bad("install", text, rule: "a path within the archive")
        }
        let candidates = downloads.filter { $0.kind != .rpm }
        let only = candidates.count == 1 ? candidates.first?.id : nil
        guard let id = try mapping.text("from") ?? only else {
            throw mapping.error(.missingKey("from"))
        }
        guard candidates.contains(where: { $0.id == id }) else {
            throw mapping.bad("from", id, rule: "the id of an archive or file of 'downloads'")
        }
        self.init(
            download: id,
            source: source,
            destination: try mapping.wholePath("to"),
            mode: try mapping.mode("mode"),
            packing: try mapping.word("compress"),
            optional: try mapping.isOptional()
        )
    }
}

extension YAMLMapping {
    /// A path that begins with `/`.
    fileprivate func wholePath(_ key: String) throws(DocumentError) -> String {
        let path = try requiredText(key)
        let inner = path.hasSuffix("/") && path.count > 1 ? path.dropLast() : path[...]
        guard path.hasPrefix("/"), RelativePath.isInside(inner.dropFirst()) else {
            throw bad(key, path, rule: "it must be a whole path, without '.' and '..'")
        }
        return path
    }

    fileprivate func isOptional() throws(DocumentError) -> Bool {
        guard let text = try text("when") else { return false }
        guard text == "present" else { throw bad("when", text, rule: "only 'present' is known") }
        return true
    }

    fileprivate func mode(_ key: String) throws(DocumentError) -> UInt16? {
        guard let text = try text(key) else { return nil }
        let digits = text.hasPrefix("0o") ? text.dropFirst(2) : text[...]
        guard let mode = UInt16(digits, radix: 8), mode <= 0o7777 else {
            throw bad(key, text, rule: "it must be octal, e.g. '0755'")
        }
        return mode
    }
}

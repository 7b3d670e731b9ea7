extension RecipeStep {
    private static let kinds = [
        "directory", "file", "symlink", "move", "remove", "mode", "owner", "capabilities",
    ]

    /// Reads one entry of a recipe's `steps`.
    init(_ mapping: YAMLMapping) throws(DocumentError) {
        // `mode` is a step of its own, and what others say beside their path.
        let all = mapping.keys.filter(Self.kinds.contains)
        let named = all.count > 1 ? all.filter { $0 != "mode" } : all
        guard let kind = named.first, named.count == 1 else {
            let unknown = mapping.keys.first { !Self.kinds.contains($0) }
            throw mapping.error(
                .unknownKey(unknown ?? named.joined(separator: "' and '"), known: Self.kinds)
            )
        }
        let path = try Self.path(mapping, kind)
        switch kind {
        case "directory":
            try mapping.allow([kind, "mode"])
            self = .directory(path, mode: try Self.mode(mapping, "mode") ?? 0o755)
        case "file":
            try mapping.allow([kind, "content", "mode"])
            self = .file(
                path,
                content: try mapping.requiredText("content"),
                mode: try Self.mode(mapping, "mode") ?? 0o644
            )
        case "symlink":
            try mapping.allow([kind, "target"])
            self = .symlink(path, target: try mapping.requiredText("target"))
        case "move":
            try mapping.allow([kind, "to", "when"])
            self = .move(path, to: try Self.path(mapping, "to"), optional: try Self.when(mapping))
        case "remove":
            try mapping.allow([kind, "when"])
            self = .remove(path, optional: try Self.when(mapping))
        case "mode":
            try mapping.allow([kind, "to"])
            guard let mode = try Self.mode(mapping, "to") else {
                throw mapping.error(.missingKey("to"))
            }
            self = .mode(path, to: mode)
        case "owner":
            try mapping.allow([kind, "to"])
            self = try Self.owner(path, mapping)
        default:
            try mapping.allow([kind, "to"])
            self = .capabilities(path, to: try mapping.requiredText("to"))
        }
    }

    private static func path(_ mapping: YAMLMapping, _ key: String) throws(DocumentError) -> String
    {
        let path = try mapping.requiredText(key)
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = path.hasSuffix("/") ? parts.dropLast() : parts[...]
        guard path.hasPrefix("/"), parts.count > 1,
            folder.dropFirst().allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }),
            !path.utf8.contains(0)
        else {
            throw mapping.bad(key, path, rule: "it must be a whole path, without '.' and '..'")
        }
        return path
    }

    private static func when(_ mapping: YAMLMapping) throws(DocumentError) -> Bool {
        guard let text = try mapping.text("when") else { return false }
        guard text == "present" else {
            throw mapping.bad("when", text, rule: "only 'present' is known")
        }
        return true
    }

    private static func mode(
        _ mapping: YAMLMapping,
        _ key: String
    ) throws(DocumentError) -> UInt16? {
        guard let text = try mapping.text(key) else { return nil }
        let digits = text.hasPrefix("0o") ? text.dropFirst(2) : text[...]
        guard let mode = UInt16(digits, radix: 8), mode <= 0o7777 else {
            throw mapping.bad(key, text, rule: "it must be octal, e.g. '0755'")
        }
        return mode
    }

    private static func owner(
        _ path: String,
        _ mapping: YAMLMapping
    ) throws(DocumentError) -> RecipeStep {
        let text = try mapping.requiredText("to")
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let user = UInt32(parts[0]), let group = UInt32(parts[1]) else {
            throw mapping.bad("to", text, rule: "it must be two numbers, e.g. '0:72'")
        }
        return .owner(path, user: user, group: group)
    }
}

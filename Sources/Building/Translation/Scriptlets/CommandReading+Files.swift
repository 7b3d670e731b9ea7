import Model

/// The paths in scripts that are looked at: whole, and without `.` and `..`.
enum PlainPath {
    /// Whether a path is one.
    static func isPlain(_ path: String) -> Bool {
        path.hasPrefix("/") && path.utf8.count < 4096 && path.count > 1
            && !path.split(separator: "/").contains { $0 == "." || $0 == ".." }
            && !path.contains { $0 == "\n" || $0 == "\0" } && !path.contains("//")
            && !path.hasSuffix("/")
    }

    /// Without a `/` at the end.
    static func trimmed(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}

extension CommandReading {
    /// Folders of caches, in which nothing that was removed or touched is missed.
    private static let caches = [
        "/usr/share/icons", "/usr/share/applications", "/usr/share/mime", "/var/cache",
        "/var/lib/rpm-state", "/run", "/tmp", "/var/tmp", "/var/lib/systemd/catalog",
    ]

    private static func isCache(_ path: String) -> Bool {
        caches.contains { PathText.isInside(PlainPath.trimmed(path), $0) }
            && !path.split(separator: "/").contains("..")
    }

    private static func isState(_ path: String) -> Bool {
        PlainPath.isPlain(path)
            && (PathText.isInside(path, "/var") || PathText.isInside(path, "/run"))
    }

    /// Commands that make, change or remove files.
    var file: CommandMeaning? {
        guard let texts else { return nil }
        switch name {
        case "touch": return touch(texts)
        case "rm", "rmdir", "unlink": return removal(texts)
        case "mkdir": return folders(texts)
        case "install": return installed(texts)
        case "ln": return link(texts)
        case "chmod": return mode(texts)
        default: return nil
        }
    }

    private func touch(_ texts: [String]) -> CommandMeaning? {
        guard let options = CommandOptions(texts, flags: "camh", names: ["no-create": "c"]),
            !options.operands.isEmpty
        else { return nil }
        guard !options.has("c"), !options.operands.allSatisfy(Self.isCache) else { return .nothing }
        guard options.operands.allSatisfy(Self.isState) else { return nil }
        return CommandMeaning(
            effects: options.operands.map {
                .state(TmpfilesLine("f", $0, mode: "0644", user: "root", group: "root"))
            }
        )
    }

    private func removal(_ texts: [String]) -> CommandMeaning? {
        guard
            let options = CommandOptions(
                texts,
                flags: "rRfvdp",
                names: ["force": "f", "recursive": "r"]
            )
        else { return nil }
        var effects: [ScriptletEffect] = []
        for path in options.operands where !Self.isCache(path) {
            let path = PlainPath.trimmed(path)
            guard PlainPath.isPlain(path) else { return nil }
            effects.append(.absent(path: path))
        }
        return CommandMeaning(effects: effects)
    }

    private func folders(_ texts: [String]) -> CommandMeaning? {
        guard
            let options = CommandOptions(
                texts,
                flags: "pv",
                valued: "m",
                names: ["parents": "p", "mode": "m"]
            ), let mode = Self.octal(options.values["m"] ?? "755")
        else { return nil }
        return folders(options.operands, mode: mode, user: nil, group: nil)
    }

    private func folders(
        _ paths: [String],
        mode: String,
        user: String?,
        group: String?
    ) -> CommandMeaning? {
        var effects: [ScriptletEffect] = []
        for path in paths.map(PlainPath.trimmed) {
            guard Self.isState(path) else { return nil }
            guard !Self.isCache(path) || PathText.isInside(path, "/var/cache") else { continue }
            effects.append(
                .state(
                    TmpfilesLine(
                        "d",
                        path,
                        mode: mode,
                        user: user ?? "root",
                        group: group ?? "root"
                    )
                )
            )
        }
        return effects.isEmpty && paths.isEmpty ? nil : CommandMeaning(effects: effects)
    }

    /// `install -d`.
    private func installed(_ texts: [String]) -> CommandMeaning? {
        guard
            let options = CommandOptions(
                texts,
                flags: "dvp",
                valued: "mog",
                names: ["directory": "d", "mode": "m", "owner": "o", "group": "g"]
            ), options.has("d"), let mode = Self.octal(options.values["m"] ?? "755"),
            [options.values["o"], options.values["g"]].allSatisfy({ name in
                name.map(AccountName.isValid) ?? true
            })
        else { return nil }
        return folders(
            options.operands,
            mode: mode,
            user: options.values["o"],
            group: options.values["g"]
        )
    }

    /// A mode in octal digits, with four of them.
    private static func octal(_ text: String) -> String? {
        guard let mode = UInt16(text, radix: 8), mode <= 0o7777 else { return nil }
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private func link(_ texts: [String]) -> CommandMeaning? {
        guard
            let options = CommandOptions(
                texts,
                flags: "sfnvT",
                names: ["symbolic": "s", "force": "f", "no-dereference": "n"]
            ), options.has("s"), options.operands.count == 2
        else { return nil }
        let (target, path) = (options.operands[0], options.operands[1])
        guard PlainPath.isPlain(path) else { return nil }
        let whole = target.hasPrefix("/") ? target : PathText.resolve(target, from: path)
        guard PlainPath.isPlain(whole) else { return nil }
        return CommandMeaning(effects: [.link(LinkRequest(path: path, target: whole))])
    }

    private func mode(_ texts: [String]) -> CommandMeaning? {
        guard let options = CommandOptions(texts, flags: "vfc"), options.operands.count > 1,
            let mode = options.operands[0].count <= 4
                ? UInt16(options.operands[0], radix: 8) : nil
        else { return nil }
        let paths = options.operands.dropFirst()
        guard paths.allSatisfy(PlainPath.isPlain) else { return nil }
        return CommandMeaning(effects: paths.map { .mode(path: $0, permissions: mode) })
    }
}

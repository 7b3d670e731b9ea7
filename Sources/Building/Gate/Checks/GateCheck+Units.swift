import EROFS
import Model

extension GateCheck {
    /// Reads every unit, and asks whether what it names will be there.
    static let units = GateCheck(
        "units",
        .error,
        "Units have names that systemd takes, and name programs, users and units that are there."
    ) { input in
        try UnitSurvey(input).findings()
    }
}

/// The look through all units of one image.
private struct UnitSurvey {
    private static let folders = ["/usr/lib/systemd/system", "/usr/lib/systemd/user"]
    private static let commands = [
        "ExecStart", "ExecStartPre", "ExecStartPost", "ExecReload", "ExecStop", "ExecStopPost",
        "ExecCondition", "ExecStopPre",
    ]
    private static let conditions = [
        "ConditionPathExists", "ConditionFileIsExecutable", "ConditionFileNotEmpty",
        "AssertPathExists", "AssertFileIsExecutable",
    ]
    /// Units of these kinds come up without a file.
    private static let madeKinds = [
        ".device", ".mount", ".automount", ".swap", ".scope", ".slice",
    ]
    /// systemd has these in itself.
    private static let builtIn: Set<String> = ["-.mount", "-.slice", "init.scope", "system.slice"]

    let input: GateInput
    let users: SystemUsers

    init(_ input: GateInput) throws {
        self.input = input
        users = try SystemUsers(input.listing)
    }

    func findings() throws -> [Finding] {
        var findings: [Finding] = []
        var hasUnit = false
        for folder in Self.folders {
            for entry in input.listing.children(of: folder) where entry.kind == .regular {
                let name = PathText.name(entry.path)
                guard UnitName.isValid(name) else {
                    findings.append(
                        problem(
                            .warning,
                            entry,
                            "'\(entry.shown)' has no name that a unit can have"
                        )
                    )
                    continue
                }
                hasUnit = hasUnit || folder == Self.folders[0]
                findings += try self.findings(entry, folder: folder)
            }
            for dropIns in input.listing.children(of: folder) where dropIns.path.hasSuffix(".d") {
                for entry in input.listing.children(of: dropIns.path)
                where entry.path.hasSuffix(".conf") && entry.kind == .regular {
                    findings += try self.findings(entry, folder: folder)
                }
            }
        }
        if hasUnit, let release = input.listing.release, !release.reloadsManager {
            findings.append(
                Finding(
                    check: "units",
                    level: .warning,
                    subject: Self.folders[0],
                    message:
                        "there are units, and EXTENSION_RELOAD_MANAGER=1 is not in the release "
                        + "file: systemd will not see them"
                )
            )
        }
        return findings
    }

    private func findings(_ entry: ImageEntry, folder: String) throws -> [Finding] {
        guard let text = try input.listing.text(of: entry) else {
            return [problem(.warning, entry, "'\(entry.shown)' is larger than any unit")]
        }
        let unit = UnitAssignments(parsing: text)
        return commandFindings(unit, entry) + userFindings(unit, entry, folder)
            + unitFindings(unit, entry, folder)
    }

    private func commandFindings(_ unit: UnitAssignments, _ entry: ImageEntry) -> [Finding] {
        // A unit that asks whether its program is there is right without it.
        let conditions = Set(Self.conditions.flatMap(unit.values))
        var seen: Set<String> = []
        return Self.commands.flatMap(unit.values).compactMap { value in
            guard let command = UnitCommand(value), seen.insert(command.program).inserted else {
                return nil
            }
            guard let words = missing(command.program) else { return nil }
            let isCovered = command.isOptional || conditions.contains(command.program)
            return problem(
                isCovered ? .note : .error,
                entry,
                "'\(entry.shown)' runs '\(Printable.text(command.program))', which \(words)"
            )
        }
    }

    /// Why a program cannot be run, if that is known.
    private func missing(_ program: String) -> String? {
        guard program.hasPrefix("/") else {
            // systemd(1) searches for these.
            return ProgramFolders.have(program, input.merged) ? nil : "is nowhere"
        }
        switch input.merged.resolve(program) {
        case .missing: return "is nowhere"
        case .found(_, .file(let isExecutable)): return isExecutable ? nil : "is not executable"
        case .found(_, .directory), .found(_, .special): return "is no program"
        case .outside, .circle: return "leads nowhere"
        case .found, .host, .unknown: return nil
        }
    }

    private func userFindings(
        _ unit: UnitAssignments,
        _ entry: ImageEntry,
        _ folder: String
    ) -> [Finding] {
        guard let base = input.base, folder == Self.folders[0],
            !unit.values("DynamicUser").contains(where: { ["yes", "true", "1", "on"].contains($0) })
        else { return [] }
        let known: [(key: String, word: String, names: Set<String>)] = [
            (
                "User", "user",
                Set(base.accounts.users.keys).union(users.users.keys)
                    .union(base.systemUsers.users.keys)
            ),
            (
                "Group", "group",
                Set(base.accounts.groups.keys).union(users.groups.keys)
                    .union(base.systemUsers.groups.keys)
            ),
        ]
        return known.flatMap { key, word, names in
            unit.values(key).compactMap { name in
                guard !name.isEmpty, !name.contains("%"), UInt32(name) == nil,
                    !names.contains(name)
                else { return nil }
                return problem(
                    .warning,
                    entry,
                    "'\(entry.shown)' runs as the \(word) '\(Printable.text(name))', "
                        + "which neither the base nor a sysusers.d file has"
                )
            }
        }
    }

    private func unitFindings(
        _ unit: UnitAssignments,
        _ entry: ImageEntry,
        _ folder: String
    ) -> [Finding] {
        guard input.base?.knowsFiles == true else { return [] }
        let levels: [(key: String, level: Finding.Level)] = [
            ("Requires", .warning), ("Requisite", .warning), ("BindsTo", .warning),
            ("Upholds", .warning), ("Wants", .note),
        ]
        return levels.flatMap { key, level in
            unit.words(key).compactMap { name in
                guard !hasUnit(name, folder) else { return nil }
                return problem(
                    level,
                    entry,
                    "'\(entry.shown)' \(key.lowercased()) '\(Printable.text(name))', "
                        + "a unit that is nowhere"
                )
            }
        }
    }

    private func hasUnit(_ name: String, _ folder: String) -> Bool {
        guard UnitName.isValid(name), !Self.builtIn.contains(name),
            !Self.madeKinds.contains(where: name.hasSuffix)
        else { return true }
        var candidates = [name]
        if let at = name.firstIndex(of: "@"), let dot = name.lastIndex(of: "."), at < dot {
            candidates.append("\(name[...at])\(name[dot...])")
        }
        let etc = folder == Self.folders[0] ? "/etc/systemd/system" : "/etc/systemd/user"
        return [folder, etc].contains { folder in
            candidates.contains { input.merged.place("\(folder)/\($0)") != nil }
        }
    }

    private func problem(
        _ level: Finding.Level,
        _ entry: ImageEntry,
        _ message: String
    ) -> Finding {
        Finding(check: "units", level: level, subject: entry.shown, message: message)
    }
}

import EROFS
import Model

/// What of the units that a package manager would enable starts in the extension, and what does not.
struct UnitPlan {
    static let folder = "/usr/lib/systemd/system"
    static let presetFolder = "/usr/lib/systemd/system-preset"

    private let started: Set<String>
    private let presets: PresetRules
    private(set) var findings: [Finding] = []

    init(started: [String], presets: PresetRules) {
        self.started = Set(started)
        self.presets = presets
    }

    /// Whether the text of a file of the tree counts for units.
    static func counts(_ path: String) -> Bool {
        let parent = PathText.parent(path)
        return parent == folder && UnitName.isValid(PathText.name(path)) || parent == presetFolder
    }

    /// Looks at all units of a tree, and links the aliases of those that start.
    ///
    /// `enabled` are those that scripts enable, with the package of each. Throws: `TreeError`.
    mutating func apply(
        to tree: inout Tree,
        texts: TreeTexts,
        enabled: [String: String],
        modified: Timestamp,
        has: (String) -> Bool
    ) throws(TreeError) {
        let linked = Self.linked(in: tree)
        var units: [String: UnitFile] = [:]
        for (path, text) in texts.texts where PathText.parent(path) == Self.folder {
            units[PathText.name(path)] = UnitFile(parsing: text)
        }
        for (unit, file) in units.sorted(by: { $0.key < $1.key }) {
            if isStarted(unit) {
                try link(file.alias, to: unit, in: &tree, modified: modified, has: has)
                for other in file.also where !starts(other, linked) && units[other] != nil {
                    warn(other, "is enabled together with '\(unit)'")
                }
            } else if file.isInstallable, !starts(unit, linked), !unit.contains("@."),
                presets.enables(unit)
            {
                warn(unit, "is enabled by the presets")
            }
        }
        for (unit, package) in enabled.sorted(by: { $0.key < $1.key })
        where !starts(unit, linked) && units[unit] != nil {
            warn(unit, "is enabled by a script of \(package)")
        }
    }

    private func starts(_ unit: String, _ linked: Set<String>) -> Bool {
        isStarted(unit) || linked.contains(unit)
    }

    /// Whether the recipe starts a unit, or an instance of it.
    private func isStarted(_ unit: String) -> Bool {
        if started.contains(unit) { return true }
        guard let at = unit.firstIndex(of: "@"), unit[at...].hasPrefix("@.") else { return false }
        let suffix = unit[unit.index(after: at)...]
        return started.contains { $0.hasPrefix(unit[...at]) && $0.hasSuffix(suffix) }
    }

    /// The units that links in the tree make others want.
    private static func linked(in tree: Tree) -> Set<String> {
        let folders = [".wants", ".requires", ".upholds"]
        return Set(
            tree.entries.keys.filter { path in
                let parent = PathText.parent(path)
                return PathText.parent(parent) == folder
                    && folders.contains { parent.hasSuffix($0) }
            }.map { PathText.name($0) }
        )
    }

    private mutating func link(
        _ names: [String],
        to unit: String,
        in tree: inout Tree,
        modified: Timestamp,
        has: (String) -> Bool
    ) throws(TreeError) {
        for name in names where name != unit {
            let path = "\(Self.folder)/\(name)"
            guard tree.entries[path] == nil, !has(path), !has("/etc/systemd/system/\(name)") else {
                findings.append(
                    Finding(
                        check: "units",
                        level: .warning,
                        subject: name,
                        message: "'\(name)', another name of '\(unit)', is taken already"
                    )
                )
                continue
            }
            try tree.add(
                TreeEntry(
                    kind: .symlink(target: unit),
                    metadata: Metadata(permissions: 0o777, modified: modified),
                    origin: Translation.origin
                ),
                at: path
            )
        }
    }

    private mutating func warn(_ unit: String, _ reason: String) {
        guard !findings.contains(where: { $0.subject == unit }) else { return }
        findings.append(
            Finding(
                check: "units",
                level: .warning,
                subject: unit,
                message: "'\(unit)' \(reason), but nothing in the extension starts it",
                hint: "add it to 'start', or accept it: allow: {units: [\(unit)]}"
            )
        )
    }
}

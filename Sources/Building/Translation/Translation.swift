import EROFS
import Model
import RPM

/// Says in the words of systemd what packages want outside of `/usr`, and what their scripts would do.
struct Translation {
    /// The origin of what it makes.
    static let origin = "the translation"

    private let recipe: Recipe
    private let base: BaseConfiguration
    private let modified: Timestamp
    private var relocation: Relocation
    private var scripts: [ScriptRecord] = []
    private var links = LinkPlan()
    /// Lines for what scripts make in `/var` and `/run`.
    private var made: [TmpfilesLine] = []
    private(set) var findings: [Finding] = []
    /// What became of the scripts, in the order of the packages.
    private(set) var verdicts: [ScriptletVerdict] = []
    /// What is left for a host, sorted.
    private(set) var tasks: [HostTask] = []

    /// Makes a translation for a recipe and a base.
    init(recipe: Recipe, base: BaseConfiguration, layout: BaseLayout, modified: Timestamp) {
        self.recipe = recipe
        self.base = base
        self.modified = modified
        relocation = Relocation(layout: layout)
    }

    /// Translates a tree with all of its packages' files, after the recipe's steps.
    ///
    /// Throws: `TreeError`, `PackageFileError`.
    mutating func apply(to tree: inout Tree, packages: [VerifiedPackage]) throws {
        try relocation.moveOptional(in: &tree, has: base.has)
        let setting = ScriptletSetting(packages: packages, base: base)
        for package in packages {
            for scriptlet in package.header.scriptlets {
                scripts.append(ScriptRecord(scriptlet, of: package.header, in: setting))
            }
        }
        try applyScripts(to: &tree)
        try relocation.moveConfiguration(in: &tree)
        let texts = try TreeTexts(reading: tree, packages: packages, where: Self.counts)
        findings += texts.oversized.map(Self.oversized)
        let state = try translateState(in: &tree, texts)
        try translateAccounts(in: &tree, packages: packages, texts: texts, state: state)
        try translateUnits(in: &tree, texts)
        try write(state.lines + relocation.lines, to: &tree)
        if let setup = SetupUnit(for: tree, recipe: recipe) {
            try setup.write(to: &tree, modified: modified)
        }
        finish(tree)
    }

    private static func counts(_ path: String) -> Bool {
        let isLine =
            path.hasPrefix("/usr/lib/sysusers.d/") || path.hasPrefix("/usr/lib/tmpfiles.d/")
        return isLine && path.hasSuffix(".conf") || UnitPlan.counts(path)
    }

    private static func oversized(_ path: String) -> Finding {
        Finding(
            check: "configuration",
            level: .warning,
            subject: path,
            message: "'\(path)' is too long to be read as configuration of systemd"
        )
    }

    private mutating func finish(_ tree: Tree) {
        tasks = HostTasks.tasks(of: tree)
        findings += HostTasks.findings(tasks)
        for script in scripts {
            verdicts.append(
                script.verdict(
                    isAccepted: recipe.allow.allows(script.subject, check: "scriptlets")
                )
            )
            if let finding = script.finding { findings.append(finding) }
        }
    }
}

extension Translation {
    /// Does what scripts do to files of the tree; the rest is kept for later.
    private mutating func applyScripts(to tree: inout Tree) throws(TreeError) {
        for script in scripts {
            for case .link(let request) in script.effects {
                var placed = request
                placed.path = relocation.place(request.path)
                placed.target = relocation.place(request.target)
                links.add(placed)
            }
        }
        for index in scripts.indices {
            for effect in scripts[index].effects {
                if let lost = apply(effect, to: &tree) { scripts[index].lose(lost) }
            }
        }
        findings += try links.apply(to: &tree, modified: modified, has: base.has)
    }

    /// Does one thing; gives what is lost when it cannot be done.
    private mutating func apply(_ effect: ScriptletEffect, to tree: inout Tree) -> String? {
        switch effect {
        case .state(let line): made.append(line)
        case .link(let request):
            let path = relocation.place(request.path)
            guard PathText.isInside(path, "/usr") || HostState.isInside(path) else {
                return "a link at '\(request.path)' cannot be in an image"
            }
        case .mode(let path, let permissions):
            let place = relocation.place(path)
            guard var entry = tree.entries[place] else {
                return "the mode of '\(path)', which is not in the image"
            }
            entry.metadata.permissions = permissions
            tree.replace(place, with: entry)
        case .absent(let path):
            let place = relocation.place(path)
            guard !links.asks(for: place) else { return nil }
            guard tree.entries[place] == nil, !base.has(place) else {
                return "'\(path)' is to be removed"
            }
        case .account, .enabled, .task: break
        }
        return nil
    }

    private func translateState(
        in tree: inout Tree,
        _ texts: TreeTexts
    ) throws(TreeError)
        -> StatePlan
    {
        let own = texts.files(in: "/usr/lib/tmpfiles.d", suffix: ".conf")
            .flatMap { TmpfilesLine.lines(of: $0.text) }
        let known = Set((base.tmpfiles + own + made).filter(\.makes).map(\.path))
        let has = base.has
        var state = StatePlan { known.contains($0) || has($0) }
        try state.translateState(in: &tree)
        state.translateConfiguration(in: tree)
        state.add(made, unless: Set((base.tmpfiles + own).filter(\.makes).map(\.path)))
        return state
    }

    private mutating func translateAccounts(
        in tree: inout Tree,
        packages: [VerifiedPackage],
        texts: TreeTexts,
        state: StatePlan
    ) throws(TreeError) {
        let own = texts.files(in: "/usr/lib/sysusers.d", suffix: ".conf")
            .flatMap { SysusersLine.lines(of: $0.text) }
        var accounts = AccountPlan(base: base, own: own)
        for package in packages { accounts.need(providedBy: package.header) }
        for script in scripts {
            for case .account(let line) in script.effects { accounts.need(line) }
        }
        accounts.settle(&tree, copied: state.copied)
        accounts.need(ownersIn: state.lines)
        findings += accounts.findings
        let order = ["g", "u", "u!", "m", "r"]
        let lines = accounts.lines.sorted { left, right in
            let places = [left, right].map { order.firstIndex(of: $0.kind.rawValue) ?? 0 }
            return (places[0], left.name, left.id ?? "") < (places[1], right.name, right.id ?? "")
        }
        try write(lines.map(\.text), to: "sysusers.d", in: &tree)
    }

    private mutating func translateUnits(in tree: inout Tree, _ texts: TreeTexts) throws(TreeError)
    {
        var presets = base.presets
        for file in texts.files(in: UnitPlan.presetFolder, suffix: ".preset") {
            presets[PathText.name(file.path)] = file.text
        }
        var enabled: [String: String] = [:]
        for script in scripts {
            for case .enabled(let unit) in script.effects { enabled[unit] = script.name }
        }
        var units = UnitPlan(started: recipe.start, presets: PresetRules(presets))
        try units.apply(
            to: &tree,
            texts: texts,
            enabled: enabled,
            modified: modified,
            has: base.has
        )
        findings += units.findings
    }

    private func write(_ lines: [TmpfilesLine], to tree: inout Tree) throws(TreeError) {
        let texts = Set(lines.map(\.text)).sorted { left, right in
            left.drop { $0 != "/" } < right.drop { $0 != "/" }
        }
        try write(texts, to: "tmpfiles.d", in: &tree)
    }

    /// Writes a file of lines for systemd, when there are any.
    private func write(_ lines: [String], to folder: String, in tree: inout Tree) throws(TreeError)
    {
        guard !lines.isEmpty else { return }
        let text = (["# Written by veneer: what the packages of this extension need."] + lines)
            .joined(separator: "\n")
        try tree.write(
            Array((text + "\n").utf8),
            to: "/usr/lib/\(folder)/veneer-\(recipe.name).conf",
            metadata: Metadata(permissions: 0o644, modified: modified),
            origin: Self.origin
        )
    }
}

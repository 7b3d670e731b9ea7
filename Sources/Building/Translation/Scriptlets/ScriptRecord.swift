import Model
import RPM

/// One script of a package, and what was understood of it.
struct ScriptRecord {
    let package: String
    let name: String
    /// `PACKAGE:KIND`.
    let subject: String
    private(set) var effects: [ScriptletEffect] = []
    /// What is lost: a command that is not understood, or cannot be done in an image.
    private(set) var lost: [String] = []
    /// Why a script does not matter, without looking at its commands.
    private var reason: String?

    /// Reads a script.
    init(_ scriptlet: Scriptlet, of header: PackageHeader, in setting: ScriptletSetting) {
        package = header.nevra.description
        name = header.nevra.name
        subject = "\(header.nevra.name):\(scriptlet.name)"
        reason = Self.reason(scriptlet, setting)
        if reason == nil { read(scriptlet) }
    }

    private static func reason(_ scriptlet: Scriptlet, _ setting: ScriptletSetting) -> String? {
        switch scriptlet.kind {
        case .preUninstall, .postUninstall:
            return "runs only when the package is removed or updated"
        case .verify: return "only verifies"
        default: break
        }
        let events = scriptlet.conditions.map(\.event)
        if !events.isEmpty, events.allSatisfy({ $0 == .uninstall || $0 == .postUninstall }) {
            return "runs only when something is removed"
        }
        guard setting.setsOff(scriptlet) else {
            let names = scriptlet.conditions.prefix(4).map(\.target.name).joined(separator: ", ")
            return "waits for what is not there: \(names)"
        }
        return nil
    }

    private mutating func read(_ scriptlet: Scriptlet) {
        let shells: Set = ["sh", "bash", "dash", "ash", "ksh"]
        let program = scriptlet.interpreter
        if program == "<lua>" {
            if !LuaScript.isHarmless(scriptlet.text) { lost = ["a script in Lua"] }
        } else if shells.contains(PathText.name(program)) {
            let reader = ScriptletReader(
                reading: scriptlet.text,
                arguments: Self.arguments(of: scriptlet.kind)
            )
            effects = reader.effects
            lost = reader.obstacle.map { ["'\($0)' is not understood"] } ?? []
        } else if scriptlet.text.allSatisfy(\.isWhitespace) {
            let command = CommandReading(name: program, arguments: [], input: nil)
            if let meaning = command.meaning {
                effects = meaning.effects
            } else {
                lost = ["'\(program)' is not understood"]
            }
        } else {
            lost = ["a script for '\(program)'"]
        }
        // Half of a script is worse than none of it.
        if !lost.isEmpty { effects = [] }
    }

    /// What rpm tells a script: how many of the package there are afterwards, and of the one that triggers.
    private static func arguments(of kind: Scriptlet.Kind) -> [String]? {
        switch kind {
        case .preInstall, .postInstall, .preTransaction, .postTransaction: ["1"]
        case .trigger: ["1", "1"]
        default: nil
        }
    }

    /// Says that something cannot be done.
    mutating func lose(_ text: String) {
        if !lost.contains(text) { lost.append(text) }
    }

    /// What became of the script.
    func verdict(isAccepted: Bool) -> ScriptletVerdict {
        let does = effects.compactMap(\.phrase)
        var details: [String] = []
        for phrase in does where !details.contains(phrase) { details.append(phrase) }
        let isTranslated = effects.contains(where: \.isTranslated)
        let outcome: ScriptletVerdict.Outcome =
            lost.isEmpty ? isTranslated ? .translated : .harmless : .untranslated
        if outcome == .untranslated { details = lost }
        if let reason { details = [reason] }
        return ScriptletVerdict(
            package: package,
            subject: subject,
            outcome: outcome,
            details: details.isEmpty ? ["does nothing that lasts"] : details,
            isAccepted: outcome == .untranslated && isAccepted
        )
    }

    /// What is wrong, when something is lost.
    var finding: Finding? {
        guard let first = lost.first else { return nil }
        return Finding(
            check: "scriptlets",
            level: .error,
            subject: subject,
            message: "the script '\(subject)' is not translated: \(first)",
            hint:
                "do by steps what it does, then accept it: allow: {scriptlets: [\"\(subject)\"]}"
        )
    }
}

extension ScriptletEffect {
    /// Whether the image does something in its place.
    var isTranslated: Bool {
        switch self {
        case .task, .absent: false
        case .account, .state, .link, .mode, .enabled: true
        }
    }

    /// What it is, in a few words.
    var phrase: String? {
        switch self {
        case .account(let line):
            switch line.kind {
            case .user, .lockedUser: "the user '\(line.name)' by sysusers.d"
            case .group: "the group '\(line.name)' by sysusers.d"
            case .member: "'\(line.name)' in the group '\(line.id ?? "")' by sysusers.d"
            case .range: "a range of numbers by sysusers.d"
            }
        case .state(let line): "'\(line.path)' by tmpfiles.d"
        case .link(let link): "a link at '\(link.path)'"
        case .mode(let path, let permissions):
            "mode \(String(permissions, radix: 8)) of '\(path)'"
        case .enabled(let unit): "'\(unit)' is for 'start' to say"
        case .task(let task): "the host does it: \(task.rawValue)"
        case .absent: nil
        }
    }
}

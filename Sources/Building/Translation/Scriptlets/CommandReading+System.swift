import Model

extension CommandReading {
    /// `systemctl`: what is running is no matter of an image; what is enabled is.
    var systemctl: CommandMeaning? {
        var words = arguments
        var isNow = false
        while let first = words.first, let text = first, text.hasPrefix("-") {
            words.removeFirst()
            isNow = isNow || text == "--now"
            // Options whose value is a word of its own.
            if ["-t", "-p", "-s", "-H", "-M", "-o", "-n"].contains(text), !words.isEmpty {
                words.removeFirst()
            }
        }
        guard let verb = words.first ?? nil else { return nil }
        let units = words.dropFirst().filter { !($0?.hasPrefix("-") ?? false) }
        isNow = isNow || words.contains("--now")
        switch verb {
        case "enable", "start", "restart", "reload-or-restart", "reenable":
            let known = units.compactMap { $0 }
            guard known.count == units.count else { return nil }
            let isEnabled = verb == "enable" || verb == "reenable" || isNow
            return CommandMeaning(
                effects: isEnabled ? known.map { .enabled(unit: Self.unit($0)) } : []
            )
        case "daemon-reload", "daemon-reexec", "preset", "preset-all", "try-restart", "condrestart",
            "reload", "try-reload-or-restart", "force-reload", "reset-failed", "is-active",
            "is-enabled", "is-failed", "is-system-running", "show", "status", "cat", "list-units",
            "list-unit-files", "stop", "disable", "kill", "show-environment", "unmask",
            "import-environment", "set-property", "revert":
            return .nothing
        default: return nil
        }
    }

    /// A unit's whole name.
    private static func unit(_ name: String) -> String {
        UnitName.isValid(name) ? name : name + ".service"
    }

    /// `update-alternatives`: `--install LINK NAME PATH PRIORITY`, with others that follow.
    var alternatives: CommandMeaning? {
        guard let texts else { return nil }
        var rest = texts[...]
        var links: [ScriptletEffect] = []
        var priority: Int?
        while let word = rest.popFirst() {
            switch word {
            case "--install":
                guard let link = Self.link(&rest), let text = rest.popFirst(),
                    let number = Int(text)
                else { return nil }
                priority = number
                links.append(
                    .link(LinkRequest(path: link.path, target: link.target, priority: number))
                )
            case "--slave", "--follower":
                guard let link = Self.link(&rest), let priority else { return nil }
                links.append(
                    .link(LinkRequest(path: link.path, target: link.target, priority: priority))
                )
            case "--initscript", "--family", "--log", "--altdir", "--admindir":
                guard rest.popFirst() != nil else { return nil }
            case "--remove", "--remove-all", "--remove-follower", "--remove-slave", "--auto":
                // What another package offers is not this one's to take away.
                return links.isEmpty ? .nothing : nil
            case "--display", "--query", "--list", "--get-selections": return .nothing
            case "--quiet", "--verbose", "--force", "--keep-missing", "--keep-foreign": continue
            default: return nil
            }
        }
        return links.isEmpty ? nil : CommandMeaning(effects: links)
    }

    private static func link(_ rest: inout ArraySlice<String>) -> (path: String, target: String)? {
        guard let path = rest.popFirst(), rest.popFirst() != nil, let target = rest.popFirst(),
            PlainPath.isPlain(path), PlainPath.isPlain(target)
        else { return nil }
        return (path, target)
    }
}

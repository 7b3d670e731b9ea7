import Model

/// What a command would do, as far as it can be told from its name and arguments.
struct CommandMeaning {
    var effects: [ScriptletEffect] = []
    /// Whether it succeeds, where that is known.
    var status: Bool?
    /// Variables whose values are not known afterwards.
    var forgets: [String] = []

    /// Does nothing that lasts.
    static let nothing = CommandMeaning()
}

/// A command of a script with its arguments; those that are not known are nil.
struct CommandReading {
    /// The program's name without its folder.
    let name: String
    let arguments: [String?]
    /// What the command reads, where that is known.
    let input: String?

    private static let folders = [
        "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/lib/systemd", "/lib/systemd",
        "/usr/libexec", "/usr/lib/rpm",
    ]

    init(name: String, arguments: [String?], input: String?) {
        let isKnown = Self.folders.contains(PathText.parent(name)) && name.hasPrefix("/")
        self.name = isKnown ? PathText.name(name) : name
        self.arguments = arguments
        self.input = input
    }

    /// The arguments, when all of them are known.
    var texts: [String]? {
        let known = arguments.compactMap { $0 }
        return known.count == arguments.count ? known : nil
    }

    /// What the command does; nothing when it is not understood.
    var meaning: CommandMeaning? {
        if let test = ShellTest(command: name, arguments: arguments) {
            return CommandMeaning(status: test.status)
        }
        if let meaning = Self.plain[name] { return meaning }
        switch name {
        case "true", ":": return CommandMeaning(status: true)
        case "false": return CommandMeaning(status: false)
        case "command", "type", "hash", "which": return looksFor
        case "set", "umask", "export", "unset", "shift", "local", "declare", "read":
            return builtin
        case ".", "source": return sourced
        case "sed": return edit
        case "sort": return texts.flatMap { $0.contains { $0.hasPrefix("-") } ? nil : .nothing }
        case "rpm": return query
        case "useradd", "adduser": return user
        case "groupadd", "addgroup": return group
        case "usermod": return membership
        case "gpasswd": return groupMember
        case "systemd-sysusers": return sysusers
        case "systemd-tmpfiles": return tmpfiles
        case "systemctl": return systemctl
        case "systemd-update-helper": return .nothing
        case "update-alternatives", "alternatives": return alternatives
        case "semodule": return semodule
        case "dbus-send", "busctl", "gdbus": return busCall
        case "udevadm": return udev
        default: return file
        }
    }

    private var looksFor: CommandMeaning? {
        // `command PROGRAM` would run it.
        if name == "command", arguments.first != "-v", arguments.first != "-V" { return nil }
        return .nothing
    }

    private var builtin: CommandMeaning? {
        if name == "set" || name == "umask" || name == "shift" {
            // `set -- …` and `shift` change the arguments.
            let isOption = (arguments.first ?? nil)?.hasPrefix("-") ?? false
            let changes = name == "shift" || name == "set" && (!isOption || arguments.first == "--")
            return CommandMeaning(forgets: changes ? ["1", "2", "3", "#", "@", "*"] : [])
        }
        guard let texts else { return nil }
        return CommandMeaning(
            forgets: texts.filter { !$0.hasPrefix("-") }.map { String($0.prefix { $0 != "=" }) }
        )
    }

    /// Reading one of the files that only set variables.
    private var sourced: CommandMeaning? {
        let known = ["/etc/selinux/config", "/etc/os-release", "/usr/lib/os-release"]
        guard let path = arguments.first ?? nil, known.contains(path), arguments.count == 1 else {
            return nil
        }
        let names = ["SELINUX", "SELINUXTYPE", "ID", "ID_LIKE", "VERSION_ID", "NAME", "VERSION"]
        return CommandMeaning(forgets: names)
    }

    /// `sed`, where it only passes text on: `-i` and `w` write files, `e` runs commands, `-f` reads a script.
    private var edit: CommandMeaning? {
        guard let texts else { return nil }
        let options = texts.filter { $0.hasPrefix("-") }
        guard options.allSatisfy({ ["-n", "-e", "-E", "-r", "-ne", "-re"].contains($0) }),
            texts.allSatisfy({ !$0.contains("w") && !$0.contains("/e") && $0 != "e" })
        else { return nil }
        return .nothing
    }

    private var query: CommandMeaning? {
        guard let first = arguments.first ?? nil else { return nil }
        return first.hasPrefix("-q") || ["-E", "--eval", "--query"].contains(first) ? .nothing : nil
    }

    private var semodule: CommandMeaning? {
        CommandMeaning(effects: [.task(.policyModules)])
    }

    private var busCall: CommandMeaning? {
        guard let texts else { return nil }
        let known = ["ReloadConfig", "Reload"]
        return texts.contains { text in known.contains { text.hasSuffix($0) } }
            ? CommandMeaning(effects: [.task(.dbusReload)]) : nil
    }

    private var udev: CommandMeaning? {
        switch arguments.first ?? nil {
        case "control", "trigger", "settle": CommandMeaning(effects: [.task(.deviceRules)])
        case "hwdb": CommandMeaning(effects: [.task(.hardwareDatabase)])
        case "info", "test": .nothing
        default: nil
        }
    }
}

import Model

extension CommandReading {
    /// `useradd`.
    var user: CommandMeaning? {
        guard let texts,
            let options = CommandOptions(
                texts,
                flags: "rMmNUofl",
                valued: "ugdscGbkKpe",
                names: [
                    "system": "r", "no-create-home": "M", "create-home": "m", "no-user-group": "N",
                    "user-group": "U", "non-unique": "o", "uid": "u", "gid": "g", "home": "d",
                    "home-dir": "d", "shell": "s", "comment": "c", "groups": "G",
                    "no-log-init": "l",
                    "ingroup": "g", "base-dir": "b", "key": "K",
                ]
            ), options.operands.count == 1, let name = options.operands.first,
            AccountName.isValid(name), !options.has("p"), !options.has("e"), !options.has("b")
        else { return nil }
        guard let groups = groups(options.values["G"]), let id = id(of: name, options) else {
            return nil
        }
        let line = SysusersLine(
            kind: .user,
            name: name,
            id: id.isEmpty ? nil : id,
            comment: options.values["c"],
            home: options.values["d"],
            shell: options.values["s"]
        )
        var effects = [ScriptletEffect.account(line)]
        effects += groups.map { .account(SysusersLine(kind: .member, name: name, id: $0)) }
        if options.has("m"), let home = options.values["d"],
            PathText.isInside(home, "/var") || PathText.isInside(home, "/run")
        {
            effects.append(
                .state(
                    TmpfilesLine(
                        "d",
                        home,
                        mode: "0700",
                        user: name,
                        group: line.otherGroup ?? name
                    )
                )
            )
        }
        return CommandMeaning(effects: effects)
    }

    /// The third field of the line for a user; empty for any number and a group of its own name.
    private func id(of name: String, _ options: CommandOptions) -> String? {
        let number = options.values["u"]
        if let number, UInt32(number) == nil { return nil }
        let group = options.values["g"]
        if let group, UInt32(group) == nil, !AccountName.isValid(group) { return nil }
        guard let group, group != name, group != number else { return number ?? "" }
        return "\(number ?? "-"):\(group)"
    }

    private func groups(_ list: String?) -> [String]? {
        let groups = (list ?? "").split(separator: ",").map(String.init)
        return groups.allSatisfy(AccountName.isValid) ? groups : nil
    }

    /// `groupadd`.
    var group: CommandMeaning? {
        guard let texts,
            let options = CommandOptions(
                texts,
                flags: "rfo",
                valued: "gK",
                names: ["system": "r", "force": "f", "non-unique": "o", "gid": "g", "key": "K"]
            ), options.operands.count == 1, let name = options.operands.first,
            AccountName.isValid(name)
        else { return nil }
        let number = options.values["g"]
        if let number, UInt32(number) == nil { return nil }
        return CommandMeaning(
            effects: [.account(SysusersLine(kind: .group, name: name, id: number))]
        )
    }

    /// `usermod`, where it only adds a user to groups.
    var membership: CommandMeaning? {
        guard let texts,
            let options = CommandOptions(
                texts,
                flags: "a",
                valued: "G",
                names: ["append": "a", "groups": "G"]
            ), options.has("a"), let groups = groups(options.values["G"]), !groups.isEmpty,
            options.operands.count == 1, let name = options.operands.first,
            AccountName.isValid(name)
        else { return nil }
        return CommandMeaning(
            effects: groups.map { .account(SysusersLine(kind: .member, name: name, id: $0)) }
        )
    }

    /// `gpasswd -a USER GROUP`.
    var groupMember: CommandMeaning? {
        guard let texts, texts.count == 3, texts[0] == "-a", AccountName.isValid(texts[1]),
            AccountName.isValid(texts[2])
        else { return nil }
        return CommandMeaning(
            effects: [.account(SysusersLine(kind: .member, name: texts[1], id: texts[2]))]
        )
    }

    /// `systemd-sysusers`: with `-`, what it reads; files are there for the host as well.
    var sysusers: CommandMeaning? {
        guard let texts else { return nil }
        if texts.contains("--inline") {
            let lines = texts.filter { !$0.hasPrefix("-") }.map { SysusersLine(parsing: $0) }
            let known = lines.compactMap { $0 }
            guard known.count == lines.count else { return nil }
            return CommandMeaning(effects: known.map { .account($0) })
        }
        guard texts.contains("-") else { return CommandMeaning(effects: [.task(.accounts)]) }
        guard let input else { return nil }
        let lines = QuotedFields.lines(of: input).map { SysusersLine(parsing: $0) }
        let known = lines.compactMap { $0 }
        guard known.count == lines.count else { return nil }
        return CommandMeaning(effects: known.map { .account($0) })
    }

    /// `systemd-tmpfiles`: with `-`, what it reads; files are there for the host as well.
    var tmpfiles: CommandMeaning? {
        guard let texts else { return nil }
        guard texts.contains("-") else { return CommandMeaning(effects: [.task(.state)]) }
        guard let input else { return nil }
        let lines = QuotedFields.lines(of: input).map { TmpfilesLine(parsing: $0) }
        let known = lines.compactMap { $0 }
        guard known.count == lines.count else { return nil }
        return CommandMeaning(effects: known.map { .state($0) })
    }
}

import EROFS
import Model
import RPM

extension GateCheck {
    /// Nothing of `/usr` is a device, and `nodev` is how systemd mounts it.
    static let devices = GateCheck(
        "devices",
        .error,
        "No device nodes, pipes or sockets."
    ) { input in
        input.listing.entries.filter { $0.isSpecial && !$0.isWhiteout }.map {
            finding(
                "devices",
                .error,
                $0.shown,
                "'\($0.shown)' is \($0.kindWords)",
                hint: "leave it out with a step 'remove: \($0.shown)'"
            )
        }
    }

    /// An image is the upper layer of an overlay, where these take away what the base has (kernel: `overlayfs.rst`, "whiteouts").
    static let whiteouts = GateCheck(
        "whiteouts",
        .error,
        "Nothing that hides files of the base: no whiteouts, no overlay attributes."
    ) { input in
        input.listing.entries.flatMap { entry in
            var findings: [Finding] = []
            if entry.isWhiteout {
                findings.append(
                    finding("whiteouts", .error, entry.shown, "'\(entry.shown)' is a whiteout")
                )
            }
            for attribute in entry.attributes where isOverlay(attribute.name) {
                let name = Printable.text(attribute.name)
                findings.append(
                    finding(
                        "whiteouts",
                        .error,
                        entry.shown,
                        "'\(entry.shown)' has the attribute '\(name)', which overlayfs obeys"
                    )
                )
            }
            return findings
        }
    }

    private static func isOverlay(_ name: String) -> Bool {
        name.hasPrefix("trusted.overlay.") || name.hasPrefix("user.overlay.")
    }

    /// Whoever runs these gets another user's rights.
    static let setuid = GateCheck(
        "setuid",
        .error,
        "No setuid or setgid program that the recipe does not name."
    ) { input in
        input.listing.entries.compactMap { entry in
            let bits = entry.permissions & 0o6000
            guard bits != 0 else { return nil }
            guard entry.kind == .regular else {
                guard entry.kind == .directory else { return nil }
                return finding(
                    "setuid",
                    .warning,
                    entry.shown,
                    "the folder '\(entry.shown)' is setgid or setuid"
                )
            }
            let words = bits & 0o4000 != 0 ? "setuid" : "setgid"
            let whose =
                bits & 0o4000 != 0 ? "user \(entry.inode.owner)" : "group \(entry.inode.group)"
            return finding(
                "setuid",
                .error,
                entry.shown,
                "'\(entry.shown)' is \(words): whoever runs it has the rights of \(whose)",
                hint: "accept it: 'allow: {setuid: [\(entry.shown)]}'"
            )
        }
    }

    /// Whoever runs these gets some of root's rights (`capabilities(7)`).
    static let capabilities = GateCheck(
        "capabilities",
        .error,
        "No file capabilities that the recipe does not name."
    ) { input in
        input.listing.entries.compactMap { entry in
            guard let value = entry.attribute("security.capability") else { return nil }
            let text = FileCapabilities.text(value) ?? "unreadable capabilities"
            return finding(
                "capabilities",
                .error,
                entry.shown,
                "'\(entry.shown)' has \(text): whoever runs it has these rights",
                hint: "accept it: 'allow: {capabilities: [\(entry.shown)]}'"
            )
        }
    }

    /// The image itself is read-only; but what looks writable is not to be trusted, and mutable overlays make it so.
    static let worldWritable = GateCheck(
        "world-writable",
        .error,
        "Nothing that everybody may write to."
    ) { input in
        input.listing.entries.compactMap { entry in
            guard entry.permissions & 0o002 != 0, entry.kind != .symbolicLink else { return nil }
            let isSticky = entry.kind == .directory && entry.permissions & 0o1000 != 0
            return finding(
                "world-writable",
                isSticky ? .warning : .error,
                entry.shown,
                "everybody may write to '\(entry.shown)'",
                hint: "set its mode with a step 'mode: \(entry.shown)'"
            )
        }
    }

    /// Numbers that a host gives to somebody of its own choice are no owners.
    static let owners = GateCheck(
        "owners",
        .warning,
        "Everything belongs to users and groups that the base or the image names by number."
    ) { input in
        guard let base = input.base else { return [] }
        let own = try SystemUsers(input.listing)
        var users = Set(base.accounts.users.values)
        var groups = Set(base.accounts.groups.values)
        for made in [own, base.systemUsers] {
            users.formUnion(made.users.values.compactMap(\.self))
            groups.formUnion(made.groups.values.compactMap(\.self))
        }
        return input.listing.entries.compactMap { entry in
            let inode = entry.inode
            guard !users.contains(inode.owner) || !groups.contains(inode.group) else { return nil }
            return finding(
                "owners",
                .warning,
                entry.shown,
                "'\(entry.shown)' belongs to \(inode.owner):\(inode.group), which nothing gives a name"
            )
        }
    }

    /// On a host that enforces SELinux, what has no label can be used by nobody but the unconfined.
    static let labels = GateCheck(
        "labels",
        .error,
        "Every file has an SELinux label, where the base has a policy."
    ) { input in
        guard input.base?.hasLabels == true else { return [] }
        let bare = input.listing.entries.filter { $0.attribute("security.selinux") == nil }
        guard bare.count < input.listing.entries.count || bare.isEmpty else {
            return [
                finding("labels", .error, "/usr", "nothing in the image has an SELinux label")
            ]
        }
        return bare.map {
            finding("labels", .error, $0.shown, "'\($0.shown)' has no SELinux label")
        }
    }
}

extension ImageEntry {
    /// Whether it is a device, a pipe or a socket.
    var isSpecial: Bool {
        switch kind {
        case .characterDevice, .blockDevice, .fifo, .socket: true
        case .regular, .directory, .symbolicLink: false
        }
    }

    /// Whether overlayfs takes it for a hole.
    var isWhiteout: Bool { kind == .characterDevice && inode.device == .none }

    /// What kind of file it is, for a sentence.
    var kindWords: String {
        switch kind {
        case .regular: "a plain file"
        case .directory: "a folder"
        case .symbolicLink: "a link"
        case .characterDevice, .blockDevice: "a device node"
        case .fifo: "a pipe"
        case .socket: "a socket"
        }
    }
}

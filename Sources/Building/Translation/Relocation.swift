import EROFS
import Model

/// Moves what packages put into `/opt` to `/usr/lib`, and into `/etc` to where vendors' defaults are looked for.
///
/// `/opt/X` becomes `/usr/lib/X`, or `/usr/lib/opt/X` where the base or another package has something of that name. A link at `/opt/X` on
/// the host keeps texts true that name it.
struct Relocation {
    /// Old to new top folders, such as `/opt/X` to `/usr/lib/X`.
    private(set) var moves: [String: String] = [:]
    private(set) var lines: [TmpfilesLine] = []
    private let layout: BaseLayout

    /// Where vendors have what administrators have in `/etc`, each looked up by what reads it.
    private static let native: [(administrator: String, vendor: String)] =
        [
            "systemd/system", "systemd/user", "systemd/system-preset", "systemd/user-preset",
            "systemd/journald.conf.d", "systemd/logind.conf.d", "systemd/resolved.conf.d",
            "systemd/system.conf.d", "systemd/user.conf.d", "systemd/timesyncd.conf.d",
            "systemd/network", "udev/rules.d", "udev/hwdb.d", "tmpfiles.d", "sysusers.d",
            "sysctl.d",
            "modprobe.d", "modules-load.d", "binfmt.d", "depmod.d", "environment.d", "pam.d",
            "NetworkManager/conf.d", "NetworkManager/dispatcher.d",
        ].map { ("/usr/etc/\($0)", "/usr/lib/\($0)") }
        + ["dbus-1/system.d", "dbus-1/session.d", "polkit-1/rules.d"]
        .map { ("/usr/etc/\($0)", "/usr/share/\($0)") }

    init(layout: BaseLayout) {
        self.layout = layout
    }

    /// Where a path that a package or its script names is in the tree.
    func place(_ path: String) -> String {
        let merged = layout.merged(path)
        if PathText.isInside(merged, "/etc") { return "/usr" + merged }
        for (old, new) in moves where PathText.isInside(merged, old) {
            return new + merged.dropFirst(old.count)
        }
        return merged
    }

    /// Moves all that is in `/opt`.
    ///
    /// Throws: `TreeError`.
    mutating func moveOptional(
        in tree: inout Tree,
        has: (String) -> Bool
    ) throws(TreeError) {
        for path in tree.children(of: "/opt") {
            let name = PathText.name(path)
            let isTaken = tree.entries["/usr/lib/\(name)"] != nil || has("/usr/lib/\(name)")
            moves[path] = isTaken ? "/usr/lib/opt/\(name)" : "/usr/lib/\(name)"
        }
        guard !moves.isEmpty else { return }
        for (old, new) in moves.sorted(by: { $0.key < $1.key }) {
            let taken = tree.take(old)
            for path in taken.keys.sorted() {
                guard let entry = taken[path] else { continue }
                try tree.add(entry, at: new + path.dropFirst(old.count))
            }
            lines.append(TmpfilesLine("L", old, argument: new))
        }
        relink(&tree)
    }

    /// Lets links that led into `/opt`, or out of it by a way that was longer there, lead to the new places.
    private func relink(_ tree: inout Tree) {
        let back = Dictionary(moves.map { ($1, $0) }) { first, _ in first }
        for (path, entry) in tree.entries {
            guard case .symlink(let target) = entry.kind else { continue }
            let folder = back.keys.first { PathText.isInside(path, $0) }
            let old = folder.map { (back[$0] ?? $0) + path.dropFirst($0.count) } ?? path
            let meant = PathText.resolve(target, from: old)
            let place = place(meant)
            guard place != meant || folder != nil && !target.hasPrefix("/") else { continue }
            // A way that stays within what was moved is as long as it was.
            if !target.hasPrefix("/"), PathText.resolve(target, from: path) == place { continue }
            var entry = entry
            entry.kind = .symlink(target: place)
            tree.replace(path, with: entry)
        }
    }

    /// Moves to vendors' places what is in `/usr/etc`, where nothing else is there.
    ///
    /// Throws: `TreeError`.
    func moveConfiguration(in tree: inout Tree) throws(TreeError) {
        let all = tree.paths(below: "/usr/etc")
        for (administrator, vendor) in Self.native where tree.entries[administrator] != nil {
            let below = all.filter { $0.hasPrefix(administrator + "/") }
            for path in below {
                guard let entry = tree.entries[path], entry.kind != .directory else { continue }
                let target = vendor + path.dropFirst(administrator.count)
                guard tree.entries[target] == nil else { continue }
                tree.remove(path)
                try tree.add(entry, at: target)
            }
            Self.removeEmpty(below.reversed() + [administrator], from: &tree)
        }
    }

    /// Removes folders of which nothing is left, and those that held nothing but them.
    private static func removeEmpty(_ paths: [String], from tree: inout Tree) {
        for path in paths {
            var path = path
            while path != "/usr", tree.entries[path]?.kind == .directory,
                tree.children(of: path).isEmpty,
                paths.contains(path) || tree.entries[path]?.origin == Tree.implied
            {
                tree.remove(path)
                path = PathText.parent(path)
            }
        }
    }
}

package import Model

/// What stands in the folders that systemd-sysext searches.
package struct SearchFolders: Equatable, Sendable {
    /// Veneer's own links in `/run/extensions`: extension name and file in the store.
    package var links: [ExtensionName: String] = [:]
    /// Everything else, by the name that systemd gives it: where it stands.
    package var foreign: [String: [String]] = [:]

    package init() {}
}

/// The changes that make `/run/extensions` hold a set of images.
package struct LinkPlan: Equatable, Sendable {
    package enum Action: Equatable, Sendable {
        case set(ExtensionName, file: String)
        case remove(ExtensionName)
    }

    /// An extension whose name something else has taken.
    package struct Shadow: Equatable, Sendable {
        package var name: ExtensionName
        /// The path of what systemd takes in its place, or beside it.
        package var path: String
        /// Whether systemd takes the other one; if not, the other one is what is hidden.
        package var hidesOurs: Bool
    }

    package var actions: [Action] = []
    package var shadows: [Shadow] = []

    /// Compares what should be linked with what is there.
    ///
    /// Search order of `systemd-sysext(8)`: `/etc/extensions`, `/run/extensions`, `/var/lib/extensions`; the first name wins.
    package init(wanted: [ExtensionName: String], found: SearchFolders) {
        for (name, file) in wanted.sorted(by: { $0.key < $1.key }) {
            let others = found.foreign[name.text, default: []]
            for path in others {
                let isLower = path.hasPrefix("/var/lib/") || path.hasPrefix("/usr/")
                shadows.append(Shadow(name: name, path: path, hidesOurs: !isLower))
            }
            // Never over a file that is not ours.
            guard !others.contains("\(Links.path)/\(Links.entry(name))") else { continue }
            if found.links[name] != file { actions.append(.set(name, file: file)) }
        }
        for name in found.links.keys.sorted() where wanted[name] == nil {
            actions.append(.remove(name))
        }
    }
}

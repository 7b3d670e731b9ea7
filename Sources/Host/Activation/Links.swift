import Files
import Model
import Transfer

/// The links in `/run/extensions` that make systemd-sysext see images of the store.
package struct Links: Sendable {
    /// Where they are.
    package static let path = "/run/extensions"
    /// What every link of ours begins with; relative, so that it means the same inside and outside of a root.
    static let prefix = "../..\(Store.path)/"
    /// Where systemd looks besides, in any of its versions.
    private static let elsewhere = [
        "/etc/extensions", "/var/lib/extensions", "/usr/local/lib/extensions",
        "/usr/lib/extensions",
    ]

    private let root: HostRoot

    package init(_ root: HostRoot) { self.root = root }

    /// The name of an extension's link.
    static func entry(_ name: ExtensionName) -> String { "\(name).raw" }

    /// Reads what is there.
    package func read() throws -> SearchFolders {
        var found = SearchFolders()
        if let folder = try root.folder(Self.path) {
            for entry in try folder.files.entries().map(\.name) {
                if let (name, file) = try ownLink(entry, in: folder) {
                    found.links[name] = file
                } else if let name = Self.systemdName(entry) {
                    found.foreign[name, default: []].append(folder.path(of: entry))
                }
            }
        }
        for path in Self.elsewhere {
            guard let folder = try root.folder(path) else { continue }
            for entry in try folder.files.entries().map(\.name) {
                guard let name = Self.systemdName(entry) else { continue }
                found.foreign[name, default: []].append(folder.path(of: entry))
            }
        }
        return found
    }

    /// The extensions whose link is newer than the last merge, so that what is merged may be another image.
    ///
    /// systemd-sysext dates the hierarchies that it merges to the time of the merge.
    func newerThanMerge() throws -> Set<ExtensionName> {
        guard let folder = try root.folder(Self.path) else { return [] }
        let merges = try ["/usr", "/opt"].compactMap { try root.folder($0)?.modified }
        guard let merge = merges.max() else { return [] }
        var newer: Set<ExtensionName> = []
        for name in try read().links.keys where try folder.modified(Self.entry(name)) > merge {
            newer.insert(name)
        }
        return newer
    }

    /// Makes the changes of a plan.
    package func apply(_ plan: LinkPlan) throws {
        guard !plan.actions.isEmpty else { return }
        let folder = try root.makeFolder(Self.path)
        for action in plan.actions {
            switch action {
            case .set(let name, let file):
                try folder.link(Self.entry(name), to: Self.prefix + file)
            case .remove(let name):
                try folder.remove(Self.entry(name))
            }
        }
        try folder.sync()
    }

    private func ownLink(
        _ entry: String,
        in folder: HostFolder
    ) throws
        -> (ExtensionName, String)?
    {
        guard entry.hasSuffix(".raw"), let name = ExtensionName(String(entry.dropLast(4))),
            let target = try folder.linkTarget(entry)
        else { return nil }
        for prefix in [Self.prefix, "\(Store.path)/"] where target.hasPrefix(prefix) {
            let file = String(target.dropFirst(prefix.count))
            return file.isEmpty || file.contains("/") ? nil : (name, file)
        }
        return nil
    }

    /// The extension that systemd sees in an entry, or nothing when it passes over it.
    static func systemdName(_ entry: String) -> String? {
        guard !entry.hasPrefix(".") else { return nil }
        for suffix in [".sysext.raw.v", ".raw.v", ".v", ".sysext.raw", ".raw", ".sysext"]
        where entry.hasSuffix(suffix) {
            return String(entry.dropLast(suffix.count))
        }
        return entry
    }
}

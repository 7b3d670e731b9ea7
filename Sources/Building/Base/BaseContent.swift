import Files
import Model
import SystemPackage

/// Which files of a base its document has a copy of, because their content says something to a build.
struct BaseContent {
    /// By path without a `/` before it.
    private(set) var files: [String: [UInt8]] = [:]
    private let root: Folder

    /// In bytes; RPM databases and policies are the large ones.
    private static let limit = 1 << 29

    /// Folders and how the names of the files end that count.
    private static let folders: [(folder: String, suffix: String)] = [
        ("etc/yum.repos.d", ".repo"), ("usr/etc/yum.repos.d", ".repo"),
        ("etc/pki/rpm-gpg", ""), ("usr/etc/pki/rpm-gpg", ""),
        ("etc/dnf/vars", ""), ("usr/etc/dnf/vars", ""), ("usr/share/dnf5/vars.d", ""),
        ("usr/lib/systemd/system-preset", ".preset"), ("usr/lib/sysusers.d", ".conf"),
        ("usr/lib/tmpfiles.d", ".conf"),
    ]

    private static let names = [
        "usr/lib/os-release", "etc/os-release", "etc/passwd", "etc/group", "usr/lib/passwd",
        "usr/lib/group",
    ]

    /// Reads what counts in a base.
    ///
    /// Throws: `FileError`.
    init(reading root: Folder) throws {
        self.root = root
        for name in Self.names { try add(name) }
        for (folder, suffix) in Self.folders { try add(allIn: folder, suffix: suffix) }
    }

    /// Adds a file, when it is there; links are followed within the base.
    mutating func add(_ name: String) throws {
        files[name] = try root.bytesInRoot(name, limit: Self.limit)
    }

    /// Adds the files of a folder whose names end so.
    mutating func add(allIn folder: String, suffix: String) throws {
        guard let open = try root.folderInRoot(folder) else { return }
        for entry in try open.entries() where entry.name.hasSuffix(suffix) {
            // What is not a file, or a link that leads nowhere, has nothing to say.
            guard entry.kind == .file || entry.kind == .link else { continue }
            guard try root.isFileInRoot("\(folder)/\(entry.name)") else { continue }
            try add("\(folder)/\(entry.name)")
        }
    }

    /// The text of a file that is there.
    func text(_ name: String) -> String? {
        files[name].map { String(decoding: $0, as: UTF8.self) }
    }
}

extension BaseContent {
    /// Adds the file contexts and the policy of the base's SELinux, when it has one; gives the policy's folder.
    mutating func addPolicy() throws -> String? {
        for configuration in ["etc/selinux", "usr/etc/selinux"] {
            try add("\(configuration)/config")
            let named = text("\(configuration)/config").map { EnvironmentFile(parsing: $0) }
            let type = named?["SELINUXTYPE"] ?? "targeted"
            guard !type.isEmpty, !type.contains("/"), type != ".." else { continue }
            let folder = "\(configuration)/\(type)"
            let contexts = "\(folder)/contexts/files"
            guard try root.isFileInRoot("\(contexts)/file_contexts") else { continue }
            for suffix in ["", ".subs_dist", ".subs", ".homedirs", ".local"]
            where try root.isFileInRoot("\(contexts)/file_contexts\(suffix)") {
                try add("\(contexts)/file_contexts\(suffix)")
            }
            try add(allIn: "\(folder)/policy", suffix: "")
            return folder
        }
        return nil
    }
}

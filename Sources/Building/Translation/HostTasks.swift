import Model

/// What the files of a tree ask of a host, by the folders that they are in.
enum HostTasks {
    private static let folders: [(folder: String, suffix: String, task: HostTask)] = [
        ("/usr/share/dbus-1/", "", .dbusReload),
        ("/usr/lib/udev/rules.d/", ".rules", .deviceRules),
        ("/usr/lib/udev/hwdb.d/", ".hwdb", .hardwareDatabase),
        ("/usr/share/polkit-1/", "", .policyKit),
        ("/usr/etc/ld.so.conf.d/", ".conf", .dynamicLinker),
        ("/usr/lib/modules/", "", .moduleIndex),
        ("/usr/lib/modules-load.d/", ".conf", .modulesLoad),
        ("/usr/lib/sysctl.d/", ".conf", .sysctl),
        ("/usr/lib/binfmt.d/", ".conf", .binaryFormats),
        ("/usr/share/glib-2.0/schemas/", ".xml", .settingsSchemas),
        ("/usr/share/icons/", "", .iconCache),
        ("/usr/share/mime/packages/", ".xml", .mimeDatabase),
        ("/usr/share/applications/", ".desktop", .desktopDatabase),
        ("/usr/share/fonts/", "", .fontCache),
        ("/usr/lib/systemd/user/", "", .userUnits),
        ("/usr/lib/systemd/catalog/", ".catalog", .journalCatalog),
        ("/usr/share/pki/ca-trust-source/", "", .certificates),
        ("/usr/lib/firewalld/", ".xml", .firewallReload),
        ("/usr/share/selinux/packages/", "", .policyModules),
        ("/usr/lib/sysusers.d/", ".conf", .accounts),
        ("/usr/lib/tmpfiles.d/", ".conf", .state),
    ]

    /// The tasks, sorted.
    static func tasks(of tree: Tree) -> [HostTask] {
        var tasks: Set<HostTask> = []
        for (path, entry) in tree.entries where entry.kind != .directory {
            for (folder, suffix, task) in folders
            where path.hasPrefix(folder) && path.hasSuffix(suffix) { tasks.insert(task) }
        }
        return tasks.sorted()
    }

    /// One note for each task; a policy module that nobody loads is worth a warning.
    static func findings(_ tasks: [HostTask]) -> [Finding] {
        tasks.map { task in
            Finding(
                check: "host",
                level: task == .policyModules ? .warning : .note,
                subject: task.rawValue,
                message: "the host \(task.sentence)"
            )
        }
    }
}

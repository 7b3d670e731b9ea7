import Model

extension CommandReading {
    /// Commands that leave nothing behind, whatever their arguments are, or only what a host makes anew by itself.
    static let plain: [String: CommandMeaning] = {
        var table: [String: CommandMeaning] = [:]
        for name in looking + talking { table[name] = .nothing }
        for (task, names) in tasks {
            for name in names { table[name] = CommandMeaning(effects: [.task(task)]) }
        }
        return table
    }()

    /// They look at something, or pass text on.
    private static let looking = [
        "getent", "id", "grep", "egrep", "fgrep", "cut", "tr", "head", "tail", "wc", "cat",
        "basename", "dirname", "readlink", "realpath", "stat", "ls", "uname", "arch",
        "ps", "pidof", "pgrep", "cmp", "diff", "selinuxenabled", "getenforce",
        "sestatus", "systemd-detect-virt", "runlevel", "lsmod", "nproc", "md5sum", "sha256sum",
        "seq", "expr", "sleep", "sync", "wait", "mountpoint", "findmnt", "logname", "whoami", "tty",
        "rpmvercmp", "pkg-config", "ldd", "df", "du", "ischroot",
    ]

    /// They say something, or change what is running, which an extension that is not merged yet has no part in; or they make labels
    /// and caches that an image has or a host does not need.
    private static let talking = [
        "echo", "printf", "logger", "kill", "killall", "pkill", "service", "initctl", "telinit",
        "restorecon", "fixfiles", "load_policy", "install-info", "mandb", "makewhatis",
        "scrollkeeper-update", "rarian-sk-update", "firewall-cmd",
        "update-gdk-pixbuf-loaders", "nscd", "sss_cache",
    ]

    private static let tasks: [(HostTask, [String])] = [
        (.dynamicLinker, ["ldconfig"]),
        (
            .iconCache,
            [
                "gtk-update-icon-cache", "gtk4-update-icon-cache", "gtk-update-icon-cache-3.0",
                "update-icon-caches",
            ]
        ),
        (.desktopDatabase, ["update-desktop-database"]),
        (.mimeDatabase, ["update-mime-database"]),
        (.fontCache, ["fc-cache", "mkfontscale", "mkfontdir"]),
        (
            .settingsSchemas,
            [
                "glib-compile-schemas", "gio-querymodules", "gio-querymodules-64",
                "gio-querymodules-32", "gdk-pixbuf-query-loaders", "gdk-pixbuf-query-loaders-64",
                "gdk-pixbuf-query-loaders-32", "gtk-query-immodules-2.0-64",
                "gtk-query-immodules-3.0-64", "dconf",
            ]
        ),
        (.hardwareDatabase, ["systemd-hwdb"]),
        (.sysctl, ["sysctl", "systemd-sysctl"]),
        (.binaryFormats, ["systemd-binfmt"]),
        (.journalCatalog, ["journalctl"]),
        (.moduleIndex, ["depmod"]),
        (.certificates, ["update-ca-trust"]),
    ]
}

/// The folders that are a host's own: an extension has nothing there, but can say what should be.
enum HostState {
    static let folders = ["/var", "/run"]

    /// Whether a path is below one of them.
    static func isInside(_ path: String) -> Bool {
        folders.contains { PathText.isInside(path, $0) }
    }

    /// Folders that every host has; a package that owns one says nothing new.
    static let common: Set<String> = [
        "/var", "/var/adm", "/var/cache", "/var/crash", "/var/db", "/var/empty", "/var/games",
        "/var/home",
        "/var/lib", "/var/lib/games", "/var/lib/misc", "/var/lib/rpm-state", "/var/local",
        "/var/log",
        "/var/mail", "/var/nis", "/var/opt", "/var/preserve", "/var/roothome", "/var/spool",
        "/var/spool/cron", "/var/spool/lpd", "/var/spool/mail", "/var/srv", "/var/tmp",
        "/var/usrlocal",
        "/var/yp", "/run", "/run/lock", "/run/user", "/run/log", "/run/systemd", "/run/udev",
    ]
}

/// What a base says to systemd of accounts, files and units.
struct BaseConfiguration: Sendable {
    var accounts = Accounts()
    var sysusers: [SysusersLine] = []
    var tmpfiles: [TmpfilesLine] = []
    /// By the names of the files.
    var presets: [String: String] = [:]
    /// Names of the base's packages.
    var packages: Set<String> = []
    /// Whether the base has something at a path.
    var has: @Sendable (String) -> Bool = { _ in false }
}

/// Something that a host has to do after an image is merged, because the image alone cannot.
package enum HostTask: String, Codable, CaseIterable, Comparable, Sendable {
    case binaryFormats = "binfmt"
    case certificates = "ca-trust"
    case dbusReload = "dbus-reload"
    case desktopDatabase = "desktop-database"
    case firewallReload = "firewalld-reload"
    case fontCache = "font-cache"
    case settingsSchemas = "glib-schemas"
    case hardwareDatabase = "hwdb"
    case iconCache = "icon-cache"
    case journalCatalog = "journal-catalog"
    case dynamicLinker = "ldconfig"
    case mimeDatabase = "mime-database"
    case moduleIndex = "depmod"
    case modulesLoad = "modules-load"
    case policyKit = "polkit-reload"
    case policyModules = "selinux-modules"
    case sysctl = "sysctl"
    case accounts = "sysusers"
    case state = "tmpfiles"
    case deviceRules = "udev-reload"
    case userUnits = "user-units"

    /// What the host does, after "the host".
    package var sentence: String {
        switch self {
        case .binaryFormats: "registers binary formats (systemd-binfmt)"
        case .certificates: "takes up certificates (update-ca-trust)"
        case .dbusReload: "lets D-Bus read its services and policies anew"
        case .desktopDatabase: "updates its database of desktop files"
        case .firewallReload: "lets firewalld read its services anew"
        case .fontCache: "updates its cache of fonts"
        case .settingsSchemas: "compiles its GSettings schemas"
        case .hardwareDatabase: "updates its hardware database (systemd-hwdb)"
        case .iconCache: "updates its caches of icons"
        case .journalCatalog: "updates the catalogue of its journal"
        case .dynamicLinker: "runs ldconfig, for the folders in ld.so.conf.d"
        case .mimeDatabase: "updates its database of MIME types"
        case .moduleIndex: "runs depmod, for kernel modules"
        case .modulesLoad: "loads kernel modules (systemd-modules-load)"
        case .policyKit: "lets polkit read its actions and rules anew"
        case .policyModules: "loads SELinux policy modules (semodule)"
        case .sysctl: "sets kernel parameters (systemd-sysctl)"
        case .accounts: "makes users and groups (systemd-sysusers)"
        case .state: "makes folders and copies defaults (systemd-tmpfiles)"
        case .deviceRules: "lets udev read its rules anew"
        case .userUnits: "lets users' managers read their units anew"
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

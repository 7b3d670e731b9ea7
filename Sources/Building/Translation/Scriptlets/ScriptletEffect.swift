import Model

/// Something lasting that a script does to a system, as an image can do it too.
enum ScriptletEffect: Hashable, Sendable {
    case account(SysusersLine)
    case state(TmpfilesLine)
    case link(LinkRequest)
    /// New permissions of a file.
    case mode(path: String, permissions: UInt16)
    /// Nothing stands at a path afterwards.
    case absent(path: String)
    /// A unit starts at each boot.
    case enabled(unit: String)
    case task(HostTask)
}

/// A symbolic link that a script makes.
struct LinkRequest: Hashable, Sendable {
    var path: String
    var target: String
    /// For alternatives, how much this one is wanted.
    var priority: Int?
}

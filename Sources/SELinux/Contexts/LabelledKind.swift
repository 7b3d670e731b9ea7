import Glibc

/// The kinds of file that file contexts tell apart.
package enum LabelledKind: String, CaseIterable, Sendable {
    case file = "--"
    case directory = "-d"
    case link = "-l"
    case characterDevice = "-c"
    case blockDevice = "-b"
    case pipe = "-p"
    case socket = "-s"

    /// The kind's bits in a mode, which is how libselinux asks for it.
    var mode: Int32 {
        switch self {
        case .file: Int32(S_IFREG)
        case .directory: Int32(S_IFDIR)
        case .link: Int32(S_IFLNK)
        case .characterDevice: Int32(S_IFCHR)
        case .blockDevice: Int32(S_IFBLK)
        case .pipe: Int32(S_IFIFO)
        case .socket: Int32(S_IFSOCK)
        }
    }
}

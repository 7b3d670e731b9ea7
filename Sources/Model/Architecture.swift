/// A processor architecture, in systemd's words and in RPM's.
package enum Architecture: String, CaseIterable, Codable, Sendable {
    case x86_64 = "x86-64"
    case aarch64 = "arm64"

    /// Reads systemd's name (`x86-64`), RPM's (`x86_64`) or the common others (`amd64`).
    package init?(_ text: some StringProtocol) {
        switch String(text) {
        case "x86-64", "x86_64", "amd64": self = .x86_64
        case "arm64", "aarch64": self = .aarch64
        default: return nil
        }
    }

    /// The name that `ARCHITECTURE=` and image file names use (`os-release(5)`).
    package var systemdName: String { rawValue }

    /// The name that RPM packages and `uname -m` use.
    package var rpmName: String {
        switch self {
        case .x86_64: "x86_64"
        case .aarch64: "aarch64"
        }
    }

    /// The architecture that this program was compiled for.
    package static var current: Architecture {
        #if arch(arm64)
        .aarch64
        #else
        .x86_64
        #endif
    }
}

extension Architecture: CustomStringConvertible {
    package var description: String { systemdName }
}

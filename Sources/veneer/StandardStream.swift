import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Standard output or standard error.
enum StandardStream: Sendable {
    case output
    case error

    private var descriptor: FileDescriptor {
        switch self {
        case .output: .standardOutput
        case .error: .standardError
        }
    }

    /// Whether a person is likely to be looking.
    var isTerminal: Bool { isatty(descriptor.rawValue) == 1 }

    /// Writes a text.
    func write(_ text: String) {
        // A reader that went away (`veneer status | head`) is no failure, and there is nowhere left to say so.
        _ = try? descriptor.writeAll(text.utf8)
    }
}

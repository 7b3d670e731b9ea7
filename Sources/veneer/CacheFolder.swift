import FoundationEssentials
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where downloads and parsed metadata are kept between runs.
struct CacheFolder {
    let path: FilePath
    /// Whether it is only for this run.
    private let isTemporary: Bool

    /// Takes the folder that was named; else the standard one; else, where that cannot be written, one for this run alone.
    ///
    /// Throws: `Errno` when not even that can be made.
    init(named: String?) throws {
        if let named {
            path = FilePath(named)
            isTemporary = false
        } else if let standard = Self.standard, Self.isUsable(standard) {
            path = standard
            isTemporary = false
        } else {
            path = try Self.makeTemporary()
            isTemporary = true
        }
    }

    /// Removes what is only for this run.
    func close() {
        // A folder that stays behind in the temporary folder is no failure of the work that was done.
        if isTemporary { try? FileManager.default.removeItem(atPath: path.string) }
    }

    /// root's cache of the system, or else the user's own (XDG Base Directory specification).
    private static var standard: FilePath? {
        let variables = ProcessEnvironment.all
        if let cache = variables["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            return FilePath(cache).appending("veneer")
        }
        if geteuid() == 0 { return "/var/cache/veneer" }
        guard let home = variables["HOME"], home.hasPrefix("/") else { return nil }
        return FilePath(home).appending(".cache/veneer")
    }

    private static func isUsable(_ path: FilePath) -> Bool {
        do {
            try FileManager.default.createDirectory(
                atPath: path.string,
                withIntermediateDirectories: true
            )
        } catch {
            // Whatever the reason, another folder is used.
            return false
        }
        return faccessat(AT_FDCWD, path.string, W_OK | X_OK, AT_EACCESS) == 0
    }

    private static func makeTemporary() throws -> FilePath {
        let folder = ProcessEnvironment.all["TMPDIR"] ?? "/tmp"
        var template = Array("\(folder)/veneer-cache-XXXXXX".utf8CString)
        let isMade = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
        }
        guard isMade else { throw Errno(rawValue: errno) }
        return FilePath(
            String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        )
    }
}

import FoundationEssentials
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The environment that this process was started with.
enum ProcessEnvironment {
    /// Every variable.
    static var all: [String: String] { ProcessInfo.processInfo.environment }
}

/// Where downloads and parsed metadata are kept between runs.
enum CacheFolder {
    /// root's cache of the system, or else the user's own (XDG Base Directory specification).
    static var standard: FilePath {
        let variables = ProcessEnvironment.all
        if let cache = variables["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            return FilePath(cache).appending("veneer")
        }
        if geteuid() == 0 { return "/var/cache/veneer" }
        if let home = variables["HOME"], home.hasPrefix("/") {
            return FilePath(home).appending(".cache/veneer")
        }
        return FilePath("/tmp/veneer-\(geteuid())")
    }
}

import ArgumentParser
import FoundationEssentials
import Host
import Model

extension Context {
    /// The host that `--root` names, as it is now.
    func host(refreshes: Bool = true) throws -> HostManager {
        var options = HostManager.Options(now: Int64(Date().timeIntervalSince1970))
        options.refreshes = refreshes
        options.environment = ProcessInfo.processInfo.environment
        options.progress = progress.report
        return HostManager(try HostRoot(root), options: options)
    }
}

/// Reads an argument that has rules of its own.
func argument<Value: ParsedText>(_ text: String) throws -> Value {
    guard let value = Value(text) else {
        throw ValidationError("'\(text)' is not a valid \(Value.noun)")
    }
    return value
}

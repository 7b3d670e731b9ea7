import FoundationEssentials

/// The environment that this process was started with.
enum ProcessEnvironment {
    /// Every variable.
    static var all: [String: String] { ProcessInfo.processInfo.environment }
}

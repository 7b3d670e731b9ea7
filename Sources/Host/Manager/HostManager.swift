package import Model
import SystemPackage
import Transfer

/// Everything that a person or a timer can ask of a host.
package struct HostManager: Sendable {
    /// What a caller can choose.
    package struct Options: Sendable {
        /// The host's architecture; tests pretend another one.
        package var architecture = Architecture.current
        /// Whether changes are merged at once, and not only linked.
        package var refreshes = true
        /// Seconds since 1970-01-01 UTC.
        package var now: Int64
        /// Where proxies are named, as curl knows them.
        package var environment: [String: String] = [:]
        package var progress: ProgressHandler?

        package init(now: Int64) { self.now = now }
    }

    package let root: HostRoot
    package let options: Options
    let merger: any Merger

    /// Takes a host's root; without a merger, its own systemd-sysext merges.
    package init(_ root: HostRoot, options: Options, merger: (any Merger)? = nil) {
        self.root = root
        self.options = options
        self.merger = merger ?? SystemdSysext(root)
    }

    var sources: Sources { Sources(root) }
    var requests: Requests { Requests(root) }

    /// What extensions are matched with.
    ///
    /// Throws: `HostError.noOSRelease`.
    package func facts() throws -> HostFacts {
        for path in ["/etc/os-release", "/usr/lib/os-release"] {
            guard let text = try root.text(path) else { continue }
            var facts = HostFacts(
                os: OSRelease(parsing: text),
                architecture: options.architecture,
                systemd: try SystemdVersion.reading(root)
            )
            // Before the first boot it is empty or a word.
            facts.machineID = try root.text("/etc/machine-id")?.split(
                whereSeparator: \.isWhitespace
            )
            .first.map(String.init).flatMap { $0.utf8.count == 32 ? $0 : nil }
            facts.now = options.now
            return facts
        }
        throw HostError.noOSRelease(root: root.path.string)
    }

    func switchover(refreshes: Bool) -> Switchover {
        Switchover(links: Links(root), merger: merger, refreshes: refreshes)
    }

    /// Runs a block with the host locked and its records read.
    func locked<Value: Sendable>(
        _ body: (inout Session) async throws -> Value
    ) async throws
        -> Value
    {
        let folder = try root.makeFolder(StateFolder.path)
        let lock = try await HostLock(folder)
        defer { withExtendedLifetime(lock) {} }
        let records = StateFolder(folder: folder)
        var session = Session(records: records, state: try records.load(), facts: try facts())
        return try await body(&session)
    }

    func withClient<Value: Sendable>(
        _ body: (TransferClient) async throws -> Value
    ) async throws
        -> Value
    {
        try await TransferClient.with(
            environment: options.environment,
            progress: options.progress,
            body
        )
    }
}

/// A run with the host locked.
struct Session: Sendable {
    let records: StateFolder
    /// What is to be recorded; `save` makes it durable.
    var state: HostState
    let facts: HostFacts
    private var saved: HostState

    init(records: StateFolder, state: HostState, facts: HostFacts) {
        self.records = records
        self.state = state
        self.facts = facts
        saved = state
    }

    /// Makes the records durable, if they changed.
    mutating func save() throws {
        guard state != saved else { return }
        try records.save(state)
        saved = state
    }
}

import Files
import Glibc
import Host
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing
import Transfer

/// Merges as systemd-sysext would: what is linked and can be opened, or an error when told so.
final class TestMerger: Merger {
    struct Behaviour {
        var unavailable: String?
        /// Extensions that are passed over without a word.
        var refuses: Set<String> = []
        /// Files that make the whole merge fail.
        var chokesOn: Set<String> = []
        var merged: [String: String] = [:]
        var refreshes = 0
    }

    let behaviour = Mutex(Behaviour())
    private let root: FilePath

    init(_ root: FilePath) { self.root = root }

    func availability() -> MergeAvailability {
        behaviour.withLock { $0.unavailable.map(MergeAvailability.unavailable) ?? .available }
    }

    func refresh() async throws {
        let links = try linkedFiles(root)
        // systemd dates what it merges, too.
        utimensat(AT_FDCWD, root.appending("usr").string, nil, 0)
        try behaviour.withLock { behaviour in
            behaviour.refreshes += 1
            if let bad = links.values.sorted().first(where: behaviour.chokesOn.contains) {
                throw MergeError.failed(command: "test", status: "1", words: "cannot read \(bad)")
            }
            behaviour.merged = links.filter { !behaviour.refuses.contains($0.key) }
        }
    }

    func merged() async throws -> Set<String> {
        behaviour.withLock { Set($0.merged.keys) }
    }

    /// The file that is merged for each extension.
    var files: [String: String] { behaviour.withLock(\.merged) }
}

/// The file name that each link in `/run/extensions` leads to; a link to nothing is an error.
func linkedFiles(_ root: FilePath) throws -> [String: String] {
    let path = root.appending("run/extensions")
    guard access(path.string, F_OK) == 0 else { return [:] }
    var files: [String: String] = [:]
    for entry in try Folder(path).entries()
    where entry.kind == .link && entry.name.hasSuffix(".raw") && !entry.name.hasPrefix(".") {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(path.appending(entry.name).string, &buffer, 4095)
        try #require(count > 0)
        let target = FilePath(
            String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        )
        try #require(access(path.pushing(target).string, R_OK) == 0, "a link leads nowhere")
        files[String(entry.name.dropLast(4))] = target.lastComponent?.string
    }
    return files
}

/// A host's root folder and a repository beside it, gone after the test.
struct TestHost {
    let root: FilePath
    let repository: TestRepository
    let merger: TestMerger

    static func with(
        os: String = "ID=debian\nVERSION_ID=12\n",
        _ body: (TestHost) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let root = folder.appending("root")
            let usr = try Folder.making(root.appending("usr/lib"))
            try usr.write(Array(os.utf8), to: "os-release")
            let host = TestHost(
                root: root,
                repository: try TestRepository(folder.appending("repository")),
                merger: TestMerger(root)
            )
            try await body(host)
        }
    }

    func manager(
        gate: ChangeGate = .open,
        refreshes: Bool = true,
        now: Int64 = TestRepository.now
    ) throws -> HostManager {
        var options = HostManager.Options(now: now)
        options.architecture = .x86_64
        options.refreshes = refreshes
        return HostManager(try HostRoot(root, gate: gate), options: options, merger: merger)
    }

    /// A host whose repository offers `tree` and `jq` in version 1, and knows it as `main`.
    func ready() async throws -> HostManager {
        try await repository.add("tree", "1")
        try await repository.add("jq", "1")
        try repository.publish()
        let manager = try manager()
        _ = try await manager.addSource(try repository.source("main"))
        return manager
    }

    func write(_ text: String, to path: String) throws {
        var path = root.pushing(FilePath(path))
        let name = try #require(path.lastComponent?.string)
        path.removeLastComponent()
        try Folder.making(path).write(Array(text.utf8), to: name)
    }

    func files(_ path: String) throws -> [String] {
        guard access(root.pushing(FilePath(path)).string, F_OK) == 0 else { return [] }
        return try Folder(root.pushing(FilePath(path))).entries().map(\.name)
    }

    func text(_ path: String) throws -> String {
        var path = root.pushing(FilePath(path))
        let name = try #require(path.lastComponent?.string)
        path.removeLastComponent()
        return String(decoding: try Folder(path).read(name, limit: 1 << 20), as: UTF8.self)
    }
}

func name(_ text: String) throws -> ExtensionName { try #require(ExtensionName(text)) }

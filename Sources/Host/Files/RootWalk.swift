import Glibc
import SystemPackage

/// The way from a root folder to a path below it, one name at a time (`path_resolution(7)`, with the root for `/`).
struct RootWalk {
    private static let linkLimit = 40
    /// `O_PATH`, which the C library's module does not show; the same on all architectures that Veneer knows.
    static let lookUpOnly: CInt = 0o10_000_000

    private let top: FileDescriptor
    private let flags: CInt
    private var opened: [FileDescriptor] = []
    private var pending: [String]
    private var links = 0
    private let path: String
    /// Is asked before a missing folder is made; nothing is made without it.
    private let makingGate: ChangeGate?

    init(top: FileDescriptor, path: String, flags: CInt, makingGate: ChangeGate?) {
        self.path = path
        self.makingGate = makingGate
        self.top = top
        self.flags = flags
        pending = Self.names(path).reversed()
    }

    /// Walks to the end and gives up the descriptor of what is there.
    ///
    /// Throws: `Errno`, or what the gate throws.
    mutating func finish() throws -> FileDescriptor {
        while let name = pending.popLast() {
            if name == ".." {
                close(downTo: max(0, opened.count - 1))
            } else {
                try step(name)
            }
        }
        return try opened.popLast() ?? Self.open(".", in: top, flags: flags)
    }

    /// Closes what the walk still holds; it was opened for looking up names only.
    mutating func close(downTo count: Int = 0) {
        while opened.count > count { _ = Glibc.close(opened.removeLast().rawValue) }
    }

    private mutating func step(_ name: String) throws {
        let parent = opened.last ?? top
        let flags = pending.isEmpty ? flags : Self.lookUpOnly | O_DIRECTORY
        // O_PATH opens a link itself, so links are looked for first.
        if let target = try Self.linkTarget(name, in: parent) {
            links += 1
            guard links <= Self.linkLimit else { throw Errno.tooManySymbolicLinkLevels }
            if target.hasPrefix("/") { close() }
            pending += Self.names(target).reversed()
            return
        }
        if let makingGate { try Self.make(name, in: parent, path: path, gate: makingGate) }
        opened.append(try Self.open(name, in: parent, flags: flags))
    }

    private static func names(_ path: String) -> [String] {
        path.split(separator: "/").map(String.init).filter { $0 != "." }
    }

    private static func linkTarget(
        _ name: String,
        in parent: FileDescriptor
    ) throws(Errno)
        -> String?
    {
        do {
            return try HostRoot.linkTarget(name, in: parent)
        } catch .noSuchFileOrDirectory {
            return nil
        }
    }

    private static func open(
        _ name: String,
        in parent: FileDescriptor,
        flags: CInt
    ) throws(Errno)
        -> FileDescriptor
    {
        let flags = flags | O_RDONLY | O_NOFOLLOW | O_CLOEXEC
        return FileDescriptor(
            rawValue: try systemCall { openat(parent.rawValue, name, flags) }
        )
    }

    private static func make(
        _ name: String,
        in parent: FileDescriptor,
        path: String,
        gate: ChangeGate
    ) throws {
        guard faccessat(parent.rawValue, name, F_OK, AT_SYMLINK_NOFOLLOW) != 0 else { return }
        try gate.pass(.makeFolder, path)
        guard mkdirat(parent.rawValue, name, 0o755) == 0 else {
            let reason = Errno(rawValue: errno)
            guard reason == .fileExists else { throw reason }
            return
        }
        // The parent may be open for looking up names only, so it is opened again to be made durable.
        let folder = try open(".", in: parent, flags: O_DIRECTORY)
        defer { _ = Glibc.close(folder.rawValue) }
        try systemCall { fsync(folder.rawValue) }
    }
}

import EROFS
import Model

/// Says by `tmpfiles.d` lines what packages have in `/var`, `/run` and `/etc`, and keeps the contents in `/usr`.
struct StatePlan {
    private(set) var lines: [TmpfilesLine] = []
    /// Files whose owner on the host a line names.
    private(set) var copied: Set<String> = []
    /// Paths that something else makes, or that the base has.
    private let isMade: (String) -> Bool

    private static let factory = "/usr/share/factory"
    private static let defaults = "/usr/etc"

    /// Makes a plan; `isMade` is asked for paths as they are on a host.
    init(isMade: @escaping (String) -> Bool) {
        self.isMade = isMade
    }

    /// Takes what is in `/var` and `/run` out of a tree.
    ///
    /// Throws: `TreeError`.
    mutating func translateState(in tree: inout Tree) throws(TreeError) {
        for path in HostState.folders.flatMap({ [$0] + tree.paths(below: $0) }) {
            guard let entry = tree.entries[path], entry.kind != .special else { continue }
            tree.remove(path)
            switch entry.kind {
            case .directory:
                guard entry.origin != Tree.implied, !HostState.common.contains(path) else {
                    continue
                }
                add(Self.line("d", path, entry))
            case .symlink(let target): add(TmpfilesLine("L", path, argument: target))
            case .file:
                let place = Self.factory + path
                try tree.add(entry, at: place)
                copied.insert(place)
                add(Self.line("C", path, entry))
            case .special: continue
            }
        }
    }

    /// Says what of `/usr/etc` has to be in `/etc` as well.
    mutating func translateConfiguration(in tree: Tree) {
        let paths = tree.paths(below: Self.defaults)
        let parents = Set(paths.map { PathText.parent($0) })
        for path in paths {
            guard let entry = tree.entries[path] else { continue }
            let place = String(path.dropFirst("/usr".count))
            switch entry.kind {
            case .directory:
                // One that has nothing special about it is made for what is in it.
                let isPlain =
                    entry.metadata.permissions == 0o755 && Self.isRoots(entry)
                    && parents.contains(path)
                guard entry.origin != Tree.implied, !isPlain else { continue }
                var line = Self.line("d", place, entry)
                // An administrator's changes stay: what is there keeps its mode and owner.
                line.mode = line.mode.map { ":" + $0 }
                line.user = line.user.map { ":" + $0 }
                line.group = line.group.map { ":" + $0 }
                add(line)
            case .symlink(let target): add(TmpfilesLine("L", place, argument: target))
            case .file:
                copied.insert(path)
                var line = TmpfilesLine("C", place, argument: path)
                if !Self.isRoots(entry) {
                    let whole = Self.line("C", place, entry)
                    (line.mode, line.user, line.group) = (whole.mode, whole.user, whole.group)
                }
                add(line)
            case .special: continue
            }
        }
    }

    /// Adds lines for what scripts make, unless something makes it already.
    mutating func add(_ made: [TmpfilesLine], unless known: Set<String>) {
        let paths = known.union(lines.map(\.path))
        lines += made.filter { !paths.contains($0.path) || !$0.makes }
    }

    private mutating func add(_ line: TmpfilesLine) {
        if !isMade(line.path) { lines.append(line) }
    }

    private static func isRoots(_ entry: TreeEntry) -> Bool {
        (entry.user ?? "root") == "root" && (entry.group ?? "root") == "root"
            && entry.metadata.owner == 0 && entry.metadata.group == 0
    }

    private static func line(_ type: String, _ path: String, _ entry: TreeEntry) -> TmpfilesLine {
        let digits = String(entry.metadata.permissions, radix: 8)
        return TmpfilesLine(
            type,
            path,
            mode: String(repeating: "0", count: max(0, 4 - digits.count)) + digits,
            user: entry.user ?? String(entry.metadata.owner),
            group: entry.group ?? String(entry.metadata.group)
        )
    }
}

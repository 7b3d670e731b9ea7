import ELF
import EROFS
import Model

/// Finds libraries as the dynamic loader of a merged host does (`ld.so(8)`).
struct LibrarySearch {
    private struct Library {
        /// Where the loader finds it, which may be a link to the library itself.
        let path: String
        let facts: ELFFacts
        let isOfBase: Bool

        var folder: String { PathText.parent(path) }
    }

    private let view: MergedView
    /// By the name under which it is asked for: the file's, and its own.
    private var libraries: [String: [Library]] = [:]
    private let machines: Set<UInt16>

    init(_ input: GateInput) {
        view = input.merged
        let base = input.base?.libraries ?? [:]
        machines = Set(base.values.map(\.machineNumber))
        for (path, facts) in base where input.listing.entry(path) == nil {
            add(Library(path: path, facts: facts, isOfBase: true))
        }
        for entry in input.listing.entries {
            if let facts = entry.elf {
                add(Library(path: entry.path, facts: facts, isOfBase: false))
            } else if entry.kind == .symbolicLink, PathText.name(entry.path).contains(".so"),
                case .found(let path, .file) = view.resolve(entry.path),
                let facts = input.listing.entry(path)?.elf ?? base[path]
            {
                add(Library(path: entry.path, facts: facts, isOfBase: false))
            }
        }
    }

    private mutating func add(_ library: Library) {
        guard library.facts.kind == .shared else { return }
        let name = PathText.name(library.path)
        libraries[name, default: []].append(library)
        if let soname = library.facts.soname, soname != name {
            libraries[soname, default: []].append(library)
        }
    }

    /// Whether the base runs programs of this machine at all.
    func concerns(_ facts: ELFFacts) -> Bool { machines.contains(facts.machineNumber) }

    /// What a file needs and does not find.
    func problems(of facts: ELFFacts, at path: String) -> [(Finding.Level, String)] {
        var problems: [(Finding.Level, String)] = []
        if let interpreter = facts.interpreter, case .missing = view.resolve(interpreter) {
            problems.append(
                (
                    .error,
                    "'\(path)' is run by the dynamic loader '\(interpreter)', which is nowhere"
                )
            )
        }
        for name in facts.needed {
            if let problem = problem(name, of: facts, at: path) { problems.append(problem) }
        }
        return problems
    }

    private func problem(
        _ name: String,
        of facts: ELFFacts,
        at path: String
    ) -> (Finding.Level, String)? {
        if name.contains("/") {
            if case .missing = view.resolve(name) {
                return (.error, "'\(path)' needs '\(name)', which is nowhere")
            }
            return nil
        }
        let fitting = (libraries[name] ?? []).filter {
            $0.facts.machineNumber == facts.machineNumber && $0.facts.wordSize == facts.wordSize
                && $0.facts.isBigEndian == facts.isBigEndian
        }
        guard !fitting.isEmpty else {
            return (.error, "'\(path)' needs the library '\(name)', which is nowhere")
        }
        let versions = facts.neededVersions[name] ?? []
        let runPaths = facts.runPaths.map { Self.expanded($0, at: path) }
        let found = fitting.filter { isFound($0, runPaths) }
        guard !found.isEmpty else {
            return (
                .warning,
                "'\(path)' needs '\(name)', which is in '\(fitting[0].folder)', where the loader "
                    + "looks only if something tells it to"
            )
        }
        let missing =
            found.map { Self.missing(versions, in: $0.facts) }
            .min { $0.count < $1.count } ?? []
        guard let version = missing.first else { return nil }
        return (
            .error,
            "'\(path)' needs the version '\(version)' of '\(name)', "
                + "which '\(found[0].path)' does not have"
        )
    }

    /// Whether the loader comes by it: over the paths of the file, in its own folders, or by the cache that the base was made with.
    private func isFound(_ library: Library, _ runPaths: [String]) -> Bool {
        library.isOfBase || Self.isSystemFolder(library.folder)
            || runPaths.contains { real($0) == library.folder }
    }

    private func real(_ path: String) -> String {
        if case .found(let path, _) = view.resolve(path) { return path }
        return path
    }

    /// Of a library that says nothing of versions, the loader takes any.
    private static func missing(_ versions: [String], in library: ELFFacts) -> [String] {
        guard !library.definedVersions.isEmpty else { return [] }
        let defined = Set(library.definedVersions)
        return versions.filter { !defined.contains($0) }
    }

    /// The folders that loaders look into unasked: Fedora's, and Debian's for each machine.
    private static func isSystemFolder(_ folder: String) -> Bool {
        if ["/usr/lib", "/usr/lib64", "/lib", "/lib64"].contains(folder) { return true }
        var parts = folder.split(separator: "/")[...]
        // The loader's own variants for newer processors.
        if parts.count > 2, parts[parts.endIndex - 2] == "glibc-hwcaps" {
            parts = parts.dropLast(2)
        }
        guard parts.first == "usr" else { return false }
        return parts.count == 2 && parts[1].hasPrefix("lib")
            || parts.count == 3 && parts[1] == "lib" && parts[2].contains("-linux-")
    }

    /// A run path with what the loader replaces in it.
    private static func expanded(_ path: String, at file: String) -> String {
        let folder = PathText.parent(file)
        var path = path
        for (name, value) in [("ORIGIN", folder), ("LIB", "lib64")] {
            path = path.replacing("${\(name)}", with: value).replacing("$\(name)", with: value)
        }
        return PathText.resolve(path, from: "/")
    }
}

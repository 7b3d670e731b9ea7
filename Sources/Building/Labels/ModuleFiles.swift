import Archive
import Model
import RPM
import SELinux

/// The SELinux policy modules that are files of an image.
struct ModuleFiles {
    private(set) var modules: [(path: String, module: PolicyModule)] = []
    private(set) var findings: [Finding] = []

    private static let folder = "/usr/share/selinux"
    private static let suffixes = [
        ".pp", ".cil", ".pp.bz2", ".cil.bz2", ".pp.gz", ".pp.xz", ".pp.zst",
    ]
    /// The names that policies go by; modules for another policy than the base's lie in a folder of its name.
    private static let policies: Set<String> = ["targeted", "mls", "minimum", "strict", "default"]

    /// Reads the modules in a tree.
    ///
    /// One that cannot be read is a finding. Throws: `PackageFileError` for a package that cannot be read again.
    init(in tree: Tree, packages: [VerifiedPackage], policy: String) throws {
        let paths = tree.paths.filter { Self.isModule($0, policy: policy) }
        var wanted: [Int: [String: String]] = [:]
        var contents: [String: [UInt8]] = [:]
        for path in paths {
            guard case .file(let identity, _) = tree.entries[path]?.kind else { continue }
            switch identity {
            case .made: contents[path] = tree.made[identity]
            case .spooled:
                // One that is too long is left out, as of a package.
                guard let content = tree.spooled[identity], content.size <= PolicyModule.limit
                else { continue }
                contents[path] = try content.bytes(limit: PolicyModule.limit)
            case .payload(let package, let name): wanted[package, default: [:]][name] = path
            }
        }
        for (number, names) in wanted where packages.indices.contains(number) {
            try contents.merge(Self.read(names, from: packages[number])) { first, _ in first }
        }
        for path in paths { add(path, contents[path]) }
    }

    private mutating func add(_ path: String, _ packed: [UInt8]?) {
        guard let packed else { return }
        do {
            let bytes = try Unpacked.bytes(of: packed, name: path, limit: PolicyModule.limit)
            let name = path.hasSuffix(".cil") || path.contains(".cil.") ? path + ".cil" : path
            modules.append((path, try PolicyModule(bytes, name: name)))
        } catch {
            findings.append(
                Finding(
                    check: Labels.check,
                    level: .warning,
                    subject: path,
                    message: "\(error), so its files get the labels that the base has for them"
                )
            )
        }
    }

    static func isModule(_ path: String, policy: String) -> Bool {
        guard PathText.isInside(path, folder), suffixes.contains(where: { path.hasSuffix($0) })
        else { return false }
        let other = path.split(separator: "/").first { policies.contains(String($0)) }
        return other == nil || other.map(String.init) == policy
    }

    /// Reads files of a package, by their names in it; gives them by their paths in the tree.
    private static func read(
        _ names: [String: String],
        from package: VerifiedPackage
    ) throws -> [String: [UInt8]] {
        let found = try package.contents(of: Set(names.keys), limit: PolicyModule.limit)
        var contents: [String: [UInt8]] = [:]
        for (name, bytes) in found { contents[names[name] ?? name] = bytes }
        return contents
    }
}

package import Model
import EROFS
package import RPM
import SELinux

/// Gives every file of an image the SELinux label that it would have on the host.
package struct Labels {
    /// The name of the check, which recipes accept findings of.
    package static let check = "labels"
    private static let attribute = "security.selinux"

    private let policy: BasePolicy
    /// What is left to tell, by type or by path.
    private var unknown: [String: (paths: [String], given: String)] = [:]
    private var unruled: [String] = []
    private var fromModules: [String: [String]] = [:]
    package private(set) var findings: [Finding] = []

    /// Makes a labeller for images on a base with this policy.
    package init(_ policy: BasePolicy) {
        self.policy = policy
    }

    /// What there is to say of an image for a base without SELinux.
    package static let missing = Finding(
        check: check,
        level: .note,
        subject: "/usr",
        message: "the base has no SELinux file contexts, so the files have no labels"
    )

    /// Labels all entries of a tree, its root among them.
    ///
    /// Of the modules in the tree, the rules count and the types are known. Throws: `LabelError` for malformed rules,
    /// `PackageFileError`.
    package mutating func apply(to tree: inout Tree, packages: [VerifiedPackage] = []) throws {
        let files = try ModuleFiles(in: tree, packages: packages, policy: policy.name)
        findings += files.findings
        let labels = try LabelPolicy(
            policy.contexts,
            types: policy.types,
            modules: files.modules.map(\.module)
        )
        if tree.entries["/"] == nil {
            tree.replace(
                "/",
                with: TreeEntry(
                    kind: .directory,
                    metadata: Metadata(permissions: 0o755),
                    origin: Tree.implied
                )
            )
        }
        try label(&tree, labels)
        report(files)
    }

    private mutating func label(_ tree: inout Tree, _ labels: borrowing LabelPolicy) throws {
        var given: [String: SecurityContext] = [:]
        var files: [FileIdentity: SecurityContext] = [:]
        for path in tree.paths {
            guard var entry = tree.entries[path] else { continue }
            let parent = path == "/" ? nil : given[PathText.parent(path)]
            let verdict = try labels.verdict(on: path, entry.labelledKind, parent: parent)
            note(verdict, on: path)
            guard var context = verdict?.context else { continue }
            given[path] = context
            if case .file(let identity, _) = entry.kind {
                // Names of one file share what it has; setfiles, too, takes the first that it meets.
                context = files[identity] ?? context
                files[identity] = context
            }
            entry.metadata.attributes.removeAll { $0.name == Self.attribute }
            entry.metadata.attributes.append(
                ExtendedAttribute(name: Self.attribute, value: context.attributeValue)
            )
            tree.replace(path, with: entry)
        }
    }

    private mutating func note(_ verdict: LabelPolicy.Verdict?, on path: String) {
        switch verdict?.reason {
        case .base: break
        case .module: fromModules[verdict?.context.type ?? "", default: []].append(path)
        case .unknownType(let type):
            unknown[type, default: ([], verdict?.context.type ?? "")].paths.append(path)
        // Above /usr, rules need not say anything: only what is below is merged.
        case .noRule, nil: if PathText.isInside(path, "/usr") { unruled.append(path) }
        }
    }
}

extension Labels {
    private mutating func report(_ files: ModuleFiles) {
        for (type, found) in unknown.sorted(by: { $0.key < $1.key }) {
            findings.append(
                Finding(
                    check: Self.check,
                    level: .warning,
                    subject: type,
                    message: """
                        neither the base's policy nor a module in the image has the type '\(type)' for \
                        \(Self.words(found.paths)); '\(found.given)' is taken
                        """,
                    hint: "put the policy module that declares it into the image"
                )
            )
        }
        if let first = unruled.first {
            findings.append(
                Finding(
                    check: Self.check,
                    level: .warning,
                    subject: first,
                    message: """
                        the base's file contexts have no label for \(Self.words(unruled)); that of the folder \
                        above is taken
                        """
                )
            )
        }
        for (type, paths) in fromModules.sorted(by: { $0.key < $1.key }) {
            let module = files.modules.first { $0.module.types.contains(type) }?.path ?? "a module"
            findings.append(
                Finding(
                    check: Self.check,
                    level: .note,
                    subject: type,
                    message: """
                        the type '\(type)' of \(Self.words(paths)) is known to hosts that have \
                        '\(module)' loaded
                        """
                )
            )
        }
    }

    private static func words(_ paths: [String]) -> String {
        let first = "'\(paths.first ?? "")'"
        return paths.count == 1 ? first : "\(first) and \(paths.count - 1) more"
    }
}

extension Tree {
    /// Gives every file the label that it would have on a base; gives what there is to say of it.
    ///
    /// Throws: `BaseError`, `LabelError`, `PackageFileError`.
    mutating func label(for base: Base, _ packages: [VerifiedPackage]) throws -> [Finding] {
        guard let policy = try BasePolicy(of: base) else { return [Labels.missing] }
        var labels = Labels(policy)
        try labels.apply(to: &self, packages: packages)
        return labels.findings
    }
}

extension TreeEntry {
    /// The kind of file, as file contexts see it.
    fileprivate var labelledKind: LabelledKind {
        switch kind {
        case .directory: .directory
        case .symlink: .link
        case .file, .special: .file
        }
    }
}

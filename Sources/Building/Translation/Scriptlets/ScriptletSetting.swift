import RPM

/// What is there when scripts would run: which packages and files could set triggers off.
struct ScriptletSetting {
    /// Names of the extension's and the base's packages; nothing where the base's are not known.
    var packages: Set<String>?
    /// Paths of the extension's packages, as these have them.
    var paths: Set<String>
    /// Whether the base has something at a path.
    var has: (String) -> Bool

    init(packages: [VerifiedPackage], base: BaseConfiguration) {
        paths = Set(packages.flatMap { $0.header.files.map(\.path) })
        has = base.has
        self.packages =
            base.packages.isEmpty
            ? nil : base.packages.union(packages.map(\.header.nevra.name))
    }

    /// Whether anything sets a trigger off.
    func setsOff(_ trigger: Scriptlet) -> Bool {
        switch trigger.kind {
        case .trigger:
            guard let packages else { return true }
            return trigger.conditions.contains { packages.contains($0.target.name) }
        case .fileTrigger, .transactionFileTrigger:
            return trigger.conditions.map(\.target.name).contains { prefix in
                has(PlainPath.trimmed(prefix)) || paths.contains { $0.hasPrefix(prefix) }
            }
        default: return true
        }
    }
}

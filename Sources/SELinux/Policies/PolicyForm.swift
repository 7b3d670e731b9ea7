/// Which of its forms a binary policy has: what a field is depends on kind and version.
struct PolicyForm {
    enum Kind {
        case kernel
        case base
        case module
    }

    let kind: Kind
    let version: UInt32

    /// The oldest that libsepol itself still reads: since 2008 for the kernel, since 2010 for modules.
    private static let oldestKernel: UInt32 = 24
    private static let oldestModule: UInt32 = 10
    /// What the format's numbers are known to mean; names of types could move in a later one.
    private static let newestKernel: UInt32 = 35
    private static let newestModule: UInt32 = 24

    init(_ kind: Kind, version: UInt32) throws(PolicyProblem) {
        let known =
            kind == .kernel
            ? Self.oldestKernel...Self.newestKernel : Self.oldestModule...Self.newestModule
        guard known.contains(version) else { throw .version(version) }
        self.kind = kind
        self.version = version
    }

    var isKernel: Bool { kind == .kernel }

    /// Whether a policy has a field that came with these versions.
    func has(kernel: UInt32, module: UInt32) -> Bool {
        version >= (isKernel ? kernel : module)
    }
}

/// Which labels files get: a base's rules, the rules of modules that come with the files, and which types there are.
package struct LabelPolicy: ~Copyable {
    /// A label, and why it is not just what the base says.
    package struct Verdict: Equatable, Sendable {
        package enum Reason: Equatable, Sendable {
            /// The base's own rules say so.
            case base
            /// A type that only a module that comes with the files declares.
            case module
            /// The rules name this type, which nobody declares.
            case unknownType(String)
            /// No rule has a label for the path.
            case noRule
        }

        package let context: SecurityContext
        package let reason: Reason
    }

    private let base: Labeler
    private let merged: Labeler
    private let baseTypes: Set<String>
    private let moduleTypes: Set<String>

    /// Makes a policy of a base's file contexts and the modules in an extension.
    ///
    /// - Parameters:
    ///   - contexts: The base's file contexts.
    ///   - types: The types of the base's policy; nothing takes those that its file contexts name.
    ///   - modules: The modules, in their order.
    /// - Throws: `LabelError`.
    package init(
        _ contexts: FileContexts,
        types: Set<String>?,
        modules: [PolicyModule] = []
    ) throws(LabelError) {
        let base = try Labeler(contexts)
        let added = modules.flatMap(\.rules)
        // Base and modules are proven each by itself: a module may have a rule for paths that the base has one for.
        try Labeler.prove(FileContexts(main: []).merging(added))
        let merged = try Labeler(contexts.merging(added), areProven: true)
        self.base = base
        self.merged = merged
        baseTypes = types ?? contexts.types
        moduleTypes = modules.reduce(into: []) { $0.formUnion($1.types) }
    }

    /// The label of a path; of one without a usable rule, the base's own or else the parent's.
    ///
    /// Throws: `LabelError` for a malformed rule.
    package func verdict(
        on path: String,
        _ kind: LabelledKind,
        parent: SecurityContext?
    ) throws(LabelError) -> Verdict? {
        var reason = Verdict.Reason.noRule
        if let context = try merged.label(of: path, kind) {
            if baseTypes.contains(context.type) { return Verdict(context: context, reason: .base) }
            guard !moduleTypes.contains(context.type) else {
                return Verdict(context: context, reason: .module)
            }
            reason = .unknownType(context.type)
        }
        if let context = try base.label(of: path, kind), baseTypes.contains(context.type) {
            return Verdict(context: context, reason: reason)
        }
        return parent.map { Verdict(context: $0, reason: reason) }
    }
}

package import SELinux

/// What labelling needs of a base: its file contexts, and which types its SELinux policy has.
package struct BasePolicy: Sendable {
    /// The policy's name, such as `targeted`.
    package let name: String
    package let contexts: FileContexts
    /// The types that a label may have; nothing where only the file contexts tell.
    package let types: Set<String>?

    /// Makes it of the files of a base; nothing where it has no file contexts.
    ///
    /// - Parameters:
    ///   - name: The policy's name, as `SELINUXTYPE` in `/etc/selinux/config`.
    ///   - files: By what comes after `file_contexts`, `""` for the file itself.
    ///   - policy: The binary policy.
    /// - Throws: `LabelError` for a policy that cannot be read.
    package init?(name: String, files: [String: [UInt8]], policy: [UInt8]?) throws(LabelError) {
        guard let contexts = FileContexts(files: files) else { return nil }
        self.name = name
        self.contexts = contexts
        types = try policy.map { bytes throws(LabelError) in
            try Set(typesOfPolicy: bytes, name: name)
        }
    }
}

extension BasePolicy {
    /// Takes what a base's document has of SELinux; nothing where it has none.
    ///
    /// Throws: `BaseError`, `LabelError`.
    init?(of base: Base) throws {
        guard let folder = base.facts.policyFolder else { return nil }
        try self.init(
            name: PathText.name("/" + folder),
            files: try base.fileContexts(),
            policy: try base.policy()
        )
    }
}

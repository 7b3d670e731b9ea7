extension Set where Element == String {
    /// The types and aliases of a policy as the kernel loads it (`policy/policy.N` of a system).
    ///
    /// Throws: `LabelError.badPolicy` with this name.
    package init(typesOfPolicy bytes: [UInt8], name: String) throws(LabelError) {
        do throws(PolicyProblem) {
            let reader = try PolicyReader(bytes)
            guard reader.form.isKernel else { throw .unknownKind }
            self = reader.types
        } catch {
            throw .badPolicy(name, error)
        }
    }
}

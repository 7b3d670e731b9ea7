/// Where a client gets metadata files from.
package protocol MetadataSource: Sendable {
    /// A file's bytes, or nothing when the repository has no file of that name.
    ///
    /// The name is percent-encoded where a role's name asks for it. Throws: when it cannot be had, or has more bytes than the limit.
    func metadata(named name: String, limit: Int) async throws -> [UInt8]?
}

/// Where a client keeps the metadata that it trusts, from one run to the next.
package protocol TrustStore: Sendable {
    /// A file's bytes, or nothing when there is none or it cannot be used.
    func read(_ name: String) throws -> [UInt8]?

    /// Puts bytes in place of a file, durably: after a loss of power it is the old file or the new one.
    func write(_ bytes: [UInt8], named name: String) throws

    /// Forgets a file, durably; there may be none.
    func remove(_ name: String) throws
}

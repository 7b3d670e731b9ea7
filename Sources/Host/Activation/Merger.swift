/// What merges the linked images over `/usr`.
///
/// The real one is systemd-sysext; tests have others.
package protocol Merger: Sendable {
    /// Whether it can do its work in this root now.
    func availability() throws -> MergeAvailability
    /// Merges what is linked, in place of what was merged before.
    ///
    /// Throws: `MergeError`.
    func refresh() async throws
    /// The names of the extensions that are merged.
    func merged() async throws -> Set<String>
}

/// Whether images can be merged in a root.
package enum MergeAvailability: Equatable, Sendable {
    case available
    /// The sentence says why not.
    case unavailable(String)
}

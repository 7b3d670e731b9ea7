/// How much a client takes from a repository before it gives up.
package struct ClientLimits: Equatable, Sendable {
    /// In bytes, for each role's file.
    package var root = 512 << 10
    package var timestamp = 16 << 10
    package var snapshot = 2 << 20
    package var targets = 5 << 20
    /// How far ahead a timestamp may expire, in seconds; nothing when any time will do, since the specification sets no bound.
    ///
    /// Where timestamps are known to be short-lived, one that is good for longer says that the clock is far behind.
    package var longestTimestamp: Int64?
    /// How many versions of the root may follow each other in one update.
    package var rootRotations = 256
    /// How many roles are looked into for one path.
    package var visitedRoles = 32

    /// The usual ones.
    package init() {}
}

/// For how long each kind of signed metadata is good, in seconds.
///
/// What an online key signs is short-lived: a host that is shown an old state for ever finds out within a week. What keys sign that are
/// harder to reach lives longer.
package struct Lifetimes: Equatable, Sendable {
    private static let day: Int64 = 86_400

    package var timestamp: Int64 = 7 * day
    package var snapshot: Int64 = 14 * day
    package var targets: Int64 = 90 * day

    /// The usual ones.
    package init() {}

    /// Ones with another life of the timestamp, in days; the others last twice that and not less than usual.
    ///
    /// Throws: `PublishError.badLifetime` when it is not within 1 and 365.
    package init(timestampDays days: Int) throws(PublishError) {
        guard (1...365).contains(days) else { throw .badLifetime(days) }
        timestamp = Int64(days) * Self.day
        snapshot = max(snapshot, 2 * timestamp)
        targets = max(targets, 2 * timestamp)
    }

    /// When a file that was signed now stops being good.
    static func expiry(_ life: Int64, now: Int64) -> Int64 { now + life }

    /// Whether a file has to be signed anew: less than half of its life is left, or more than all of it.
    static func isDue(expires: Int64, life: Int64, now: Int64) -> Bool {
        let left = expires - now
        return left <= life / 2 || left > life
    }
}

import FoundationEssentials

/// A time as RFC 3339 spells it, in UTC and to the second.
enum Moment {
    /// The last second of the year 9999, after which the spelling has too many digits.
    private static let last: Int64 = 253_402_300_799

    /// Spells seconds since 1970-01-01 UTC.
    static func text(_ seconds: Int64) -> String {
        let seconds = min(max(seconds, 0), last)
        return Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }
}

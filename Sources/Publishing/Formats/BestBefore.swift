/// The day from which on systemd-sysupdate 260 and later refuse a list; earlier ones take it for a file that they do not want.
///
/// A list is refused once 00:00 UTC of that day is over, so the day is the first that begins at or after the end of what is promised
/// (`sysupdate.d(5)`).
package struct BestBefore: Equatable, Sendable {
    private static let day: Int64 = 86_400

    /// Days since 1970-01-01.
    private let number: Int64

    /// Makes the day for lists that are good until a time: seconds since 1970-01-01 UTC.
    package init(expires: Int64) {
        let (days, rest) = expires.quotientAndRemainder(dividingBy: Self.day)
        number = rest > 0 ? days + 1 : days
    }

    /// The name in the list, which stands for an empty file: `BEST-BEFORE-YYYY-MM-DD`.
    package var name: String {
        let (year, month, day) = date
        return "BEST-BEFORE-\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// In the Gregorian calendar, counted in years that begin in March and eras of 400 of them.
    private var date: (year: Int64, month: Int64, day: Int64) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let inEra = shifted - era * 146_097
        let year = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
        let inYear = inEra - (365 * year + year / 4 - year / 100)
        let month = (5 * inYear + 2) / 153
        let january: Int64 = month < 10 ? 3 : -9
        return (
            year + era * 400 + (month >= 10 ? 1 : 0),
            month + january,
            inYear - (153 * month + 2) / 5 + 1
        )
    }
}

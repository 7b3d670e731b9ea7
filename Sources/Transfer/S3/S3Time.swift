import Glibc

/// A moment as signatures spell it: `20130524T000000Z`.
package struct S3Time: Hashable, Sendable {
    /// The date and the time, in UTC.
    package let stamp: String

    /// The date alone.
    package var day: String { String(stamp.prefix(8)) }

    /// The moment so many seconds after 1970 began.
    package init(_ seconds: Int64) {
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        func padded(_ number: Int32, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date =
            padded(parts.tm_year + 1900, 4) + padded(parts.tm_mon + 1, 2)
            + padded(parts.tm_mday, 2)
        let clock = padded(parts.tm_hour, 2) + padded(parts.tm_min, 2) + padded(parts.tm_sec, 2)
        stamp = "\(date)T\(clock)Z"
    }

    /// This machine's clock, in seconds since 1970 began.
    package static var clock: Int64 { Int64(time(nil)) }
}

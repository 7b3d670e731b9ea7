/// Why an image is no longer offered.
package struct Withdrawal: Hashable, Codable, Sendable {
    /// For people, in one line.
    package var reason: String
    /// When it was withdrawn: seconds since 1970-01-01 UTC.
    package var date: Int64

    package init(reason: String, date: Int64) {
        self.reason = reason
        self.date = date
    }
}

/// A moment as the format keeps it.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Seconds since 1970.
    package var seconds: Int64
    /// Nanoseconds within the second.
    package var nanoseconds: UInt32

    /// Makes a timestamp.
    package init(seconds: Int64, nanoseconds: UInt32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// The start of 1970.
    package static let epoch = Self(seconds: 0)

    package static func < (left: Self, right: Self) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

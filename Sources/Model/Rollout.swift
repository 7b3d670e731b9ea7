import Crypto

/// When hosts take an image: not all at once, so that what is wrong with it is seen while few have it.
package struct Rollout: Hashable, Codable, Sendable {
    /// When the first hosts take it: seconds since 1970-01-01 UTC.
    package var start: Int64
    /// For how long it goes on until all hosts take it, in seconds.
    package var duration: Int64

    /// Makes a rollout; a duration below 0 counts as 0.
    package init(start: Int64, duration: Int64) {
        self.start = start
        self.duration = max(0, duration)
    }

    /// When a host at a position takes the image: seconds since 1970-01-01 UTC.
    package func opening(at position: Position) -> Int64 {
        let (high, _) = UInt64(duration).multipliedFullWidth(by: position.number)
        let (time, isPast) = start.addingReportingOverflow(Int64(clamping: high))
        return isPast ? .max : time
    }

    /// Whether a host at a position takes the image at a time, in seconds since 1970-01-01 UTC.
    package func isOpen(at now: Int64, _ position: Position) -> Bool {
        now >= opening(at: position)
    }

    /// Whether every host takes the image at a time.
    package func isOver(at now: Int64) -> Bool {
        let (end, isPast) = start.addingReportingOverflow(duration)
        return !isPast && now >= end
    }

    /// Where a host stands in the line for one image: as good as random, another for each image, and always the same.
    package struct Position: Hashable, Sendable {
        /// From 0, in parts of 2⁶⁴ of all hosts.
        package let number: UInt64

        package init(number: UInt64) { self.number = number }

        /// The position of the host with a machine ID (`machine-id(5)`), which nobody can read from it.
        package init(machineID: String, image: Checksum) {
            let text = "veneer rollout\n\(machineID)\n\(image.hex)\n"
            number = Array(SHA256.hash(data: Array(text.utf8))).prefix(8)
                .reduce(0) { $0 << 8 | UInt64($1) }
        }
    }
}

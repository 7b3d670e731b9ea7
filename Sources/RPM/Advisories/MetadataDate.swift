/// A time as metadata has it: `2026-03-01 12:00:00`, `2026-03-01` or seconds since 1970, always in UTC.
struct MetadataDate {
    /// Seconds since 1970.
    let seconds: UInt64

    /// Reads a text, or nothing when it is no time after 1970.
    init?(parsing text: String) {
        if let seconds = UInt64(text) {
            self.seconds = seconds
            return
        }
        let numbers = text.split(whereSeparator: { "-: T".contains($0) }).map {
            Int($0.prefix { $0.isASCII && $0.isNumber }) ?? -1
        }
        guard numbers.count >= 3, (1970...9999).contains(numbers[0]),
            (1...12).contains(numbers[1]), (1...31).contains(numbers[2])
        else { return nil }
        let time = (3..<6).map { numbers.indices.contains($0) ? numbers[$0] : 0 }
        guard (0...23).contains(time[0]), (0...59).contains(time[1]), (0...60).contains(time[2])
        else { return nil }
        let days = Self.days(year: numbers[0], month: numbers[1], day: numbers[2])
        seconds = UInt64(clamping: days * 86400 + time[0] * 3600 + time[1] * 60 + time[2])
    }

    /// The days from 1970 to a day of the Gregorian calendar, with years that begin in March so that leap days come last.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let month = (month + 9) % 12
        let leaps = year / 4 - year / 100 + year / 400
        return year * 365 + leaps + (month * 153 + 2) / 5 + day - 1 - 719_468
    }
}

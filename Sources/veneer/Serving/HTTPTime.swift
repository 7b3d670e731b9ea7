#if Builder
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A moment as HTTP's headers name it, in whole seconds since 1970 (RFC 9110, section 5.6.7).
struct HTTPTime: Equatable, Comparable {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    let seconds: Int64

    init(seconds: Int64) {
        self.seconds = seconds
    }

    /// Reads a header's value in the one form that is written or the two old ones, or nothing when it is not a date.
    init?(_ text: String) {
        guard text.utf8.count < 64 else { return nil }
        var words = text.split { " ,-:".contains($0) }
        switch words.count {
        case 8 where words[7] == "GMT": words = Array(words[1..<7])
        // Sun Nov  6 08:49:37 1994
        case 7: words = [words[2], words[1], words[6], words[3], words[4], words[5]]
        default: return nil
        }
        guard let month = Self.months.firstIndex(of: String(words[1])),
            let day = Self.number(words[0], 1...31), let year = Self.year(words[2]),
            let hour = Self.number(words[3], 0...23), let minute = Self.number(words[4], 0...59),
            let second = Self.number(words[5], 0...60)
        else { return nil }
        var parts = tm()
        parts.tm_year = year - 1900
        parts.tm_mon = Int32(month)
        parts.tm_mday = day
        parts.tm_hour = hour
        parts.tm_min = minute
        parts.tm_sec = second
        seconds = Int64(timegm(&parts))
    }

    /// The value as a header has it.
    var text: String {
        var time = time_t(seconds)
        var parts = tm()
        var buffer = [CChar](repeating: 0, count: 64)
        guard gmtime_r(&time, &parts) != nil else { return "" }
        let count = strftime(&buffer, buffer.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
        return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

    /// A year in two digits is one of the fifty on either side of 2020.
    private static func year(_ text: Substring) -> Int32? {
        guard text.utf8.count == 2 else { return number(text, 1600...9999) }
        return number(text, 0...99).map { $0 < 70 ? 2000 + $0 : 1900 + $0 }
    }

    private static func number(_ text: Substring, _ range: ClosedRange<Int32>) -> Int32? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int32(text),
            range.contains(number)
        else { return nil }
        return number
    }
}
#endif

/// Patterns in which `*` stands for any text.
package enum Wildcard {
    /// Whether a text is as a pattern says, in time proportional to both lengths.
    ///
    /// The closure tells where the pattern goes on when one byte of the text fits its beginning; without one, bytes fit themselves.
    package static func matches(
        _ text: [UInt8],
        _ pattern: [UInt8],
        fits: (UInt8, ArraySlice<UInt8>) -> Int? = { byte, rest in
            rest.first == byte ? rest.startIndex + 1 : nil
        }
    ) -> Bool {
        var (index, place, star, retry) = (0, 0, -1, 0)
        while index < text.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                (star, retry) = (place, index)
                place += 1
            } else if place < pattern.count, let next = fits(text[index], pattern[place...]) {
                place = next
                index += 1
            } else if star >= 0 {
                retry += 1
                (place, index) = (star + 1, retry)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

/// The order of two version texts.
package enum VersionOrder: Sendable {
    case older
    case same
    case newer

    /// Compares two texts as systemd does.
    ///
    /// UAPI.10 Version Format, with the numbering of its algorithm in the comments. Where the text of step 7 takes an empty
    /// numeric prefix for zero, systemd takes it for less than any number; this follows systemd.
    package static func compare(_ left: String, _ right: String) -> VersionOrder {
        var left = Array(left.utf8)[...]
        var right = Array(right.utf8)[...]
        while !left.isEmpty || !right.isEmpty {
            left = left.drop { !isSignificant($0) }  // 1
            right = right.drop { !isSignificant($0) }
            if let order = separator("~", &left, &right) { return order }  // 2
            if left.isEmpty || right.isEmpty {  // 3
                return order(left.count, right.count)
            }
            for character in ["-", "^", "."] as [Unicode.Scalar] {  // 4, 5, 6
                if let order = separator(character, &left, &right) { return order }
            }
            if let order = run(&left, &right) { return order }
        }
        return .same
    }

    private static func isSignificant(_ byte: UInt8) -> Bool {
        isDigit(byte) || isLetter(byte) || byte == 0x7e || byte == 0x2d || byte == 0x5e
            || byte == 0x2e
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }

    /// The side that has the separator is the older one; when both have it, both pass it.
    private static func separator(
        _ character: Unicode.Scalar,
        _ left: inout ArraySlice<UInt8>,
        _ right: inout ArraySlice<UInt8>
    ) -> VersionOrder? {
        let byte = UInt8(ascii: character)
        switch (left.first == byte, right.first == byte) {
        case (true, false): return .older
        case (false, true): return .newer
        case (false, false): return nil
        case (true, true):
            left.removeFirst()
            right.removeFirst()
            return nil
        }
    }

    /// Compares the leading numbers, or else the leading letters.
    private static func run(
        _ left: inout ArraySlice<UInt8>,
        _ right: inout ArraySlice<UInt8>
    ) -> VersionOrder? {
        let isNumber = left.first.map(isDigit) == true || right.first.map(isDigit) == true
        let member = isNumber ? isDigit : isLetter
        let leftRun = left.prefix(while: member)
        let rightRun = right.prefix(while: member)
        left = left[leftRun.endIndex...]
        right = right[rightRun.endIndex...]
        let result = isNumber ? numbers(leftRun, rightRun) : letters(leftRun, rightRun)
        return result == .same ? nil : result
    }

    private static func numbers(
        _ left: ArraySlice<UInt8>,
        _ right: ArraySlice<UInt8>
    ) -> VersionOrder {
        guard !left.isEmpty, !right.isEmpty else { return order(left.count, right.count) }
        let left = left.drop { $0 == 0x30 }
        let right = right.drop { $0 == 0x30 }
        guard left.count == right.count else { return order(left.count, right.count) }
        return letters(left, right)
    }

    private static func letters(
        _ left: ArraySlice<UInt8>,
        _ right: ArraySlice<UInt8>
    ) -> VersionOrder {
        if left.lexicographicallyPrecedes(right) { return .older }
        return right.lexicographicallyPrecedes(left) ? .newer : .same
    }

    private static func order(_ left: Int, _ right: Int) -> VersionOrder {
        left == right ? .same : left < right ? .older : .newer
    }
}

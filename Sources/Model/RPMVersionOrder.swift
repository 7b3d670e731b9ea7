/// RPM's own order of versions (`rpm-version(7)`), for where librpm is not at hand.
package enum RPMVersionOrder {
    /// Compares two packages' versions: epoch, version, release.
    package static func compare(_ left: EVR, _ right: EVR) -> VersionOrder {
        if left.epoch != right.epoch { return left.epoch < right.epoch ? .older : .newer }
        let order = compare(left.version, right.version)
        return order == .same ? compare(left.release, right.release) : order
    }

    /// Compares two versions or two releases, part by part: runs of digits by number, runs of letters by their bytes.
    package static func compare(_ left: String, _ right: String) -> VersionOrder {
        var (left, right) = (Array(left.utf8)[...], Array(right.utf8)[...])
        while !left.isEmpty || !right.isEmpty {
            left = left.drop { !isPart($0) }
            right = right.drop { !isPart($0) }
            switch mark(&left, &right) {
            case .decided(let order): return order
            case .passed: continue
            case .none: break
            }
            if left.isEmpty || right.isEmpty { break }
            if let order = segment(&left, &right) { return order }
        }
        if left.isEmpty && right.isEmpty { return .same }
        return left.isEmpty ? .older : .newer
    }

    private enum Mark {
        case none
        case passed
        case decided(VersionOrder)
    }

    /// `~` sorts below everything, also the end; `^` above the end and below everything else.
    private static func mark(
        _ left: inout ArraySlice<UInt8>,
        _ right: inout ArraySlice<UInt8>
    ) -> Mark {
        for (sign, belowEnd) in [(UInt8(ascii: "~"), true), (UInt8(ascii: "^"), false)] {
            let here = (left.first == sign, right.first == sign)
            switch here {
            case (false, false): continue
            case (true, true):
                left.removeFirst()
                right.removeFirst()
                return .passed
            case (true, false):
                return .decided(belowEnd || !right.isEmpty ? .older : .newer)
            case (false, true):
                return .decided(belowEnd || !left.isEmpty ? .newer : .older)
            }
        }
        return .none
    }

    /// Compares the next runs; nothing when they are the same.
    private static func segment(
        _ left: inout ArraySlice<UInt8>,
        _ right: inout ArraySlice<UInt8>
    ) -> VersionOrder? {
        let isNumber = left.first.map(isDigit) ?? false
        let belongs = isNumber ? isDigit : isLetter
        var one = left.prefix(while: belongs)
        var two = right.prefix(while: belongs)
        left = left[one.endIndex...]
        right = right[two.endIndex...]
        // A number is newer than letters.
        if two.isEmpty { return isNumber ? .newer : .older }
        if isNumber {
            one = one.drop { $0 == UInt8(ascii: "0") }
            two = two.drop { $0 == UInt8(ascii: "0") }
            if one.count != two.count { return one.count < two.count ? .older : .newer }
        }
        if one.elementsEqual(two) { return nil }
        return one.lexicographicallyPrecedes(two) ? .older : .newer
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        isDigit(byte) || isLetter(byte) || byte == UInt8(ascii: "~") || byte == UInt8(ascii: "^")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }
}

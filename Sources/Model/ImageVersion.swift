/// The version of an image: text that stands in its file name, in the order of UAPI.10.
///
/// Letters, digits, `.`, `-`, `+` and `_`: the alphabet that every systemd-sysupdate reads (`~`, `^` and `:` hide a file from
/// those before 262). Versions made here use neither `+` nor `_`, which `systemd.v(7)` folders would cut at.
package struct ImageVersion: ParsedText {
    package static let noun = "image version"

    package let text: String

    /// Reads a version, or nothing when it is empty or has a character that no file name may have here.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= 128, text.utf8.allSatisfy(Self.isAllowed) else {
            return nil
        }
        self.text = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2e, 0x2d, 0x2b, 0x5f: true
        default: false
        }
    }
}

extension ImageVersion: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        VersionOrder.compare(left.text, right.text) == .older
    }
}

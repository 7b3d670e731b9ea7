/// The name of an extension: what users type, and what names its image and its release file.
///
/// It starts with a letter or a digit, then letters, digits, `.` and `-`; at most 64 characters. `_` and `+` are left out because
/// systemd cuts image names there (`systemd-sysext(8)`, since version 256).
package struct ExtensionName: ParsedText {
    package static let noun = "extension name"

    package let text: String

    /// Reads a name, or nothing when it has a character that no name may have.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= 64, Self.isAlphanumeric(first) else {
            return nil
        }
        guard bytes.allSatisfy({ Self.isAlphanumeric($0) || $0 == 0x2e || $0 == 0x2d }) else {
            return nil
        }
        guard !text.hasSuffix(".raw"), !text.hasSuffix(".sysext") else { return nil }
        self.text = text
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: false
        }
    }
}

extension ExtensionName: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

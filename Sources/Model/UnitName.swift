/// The rules for names of systemd units (`systemd.unit(5)`).
package enum UnitName {
    private static let kinds = [
        "service", "socket", "target", "path", "timer", "mount", "automount", "swap", "slice",
        "scope", "device",
    ]

    /// Whether a text is the name of a unit, with its kind at the end.
    package static func isValid(_ text: String) -> Bool {
        guard text.utf8.count < 256, let dot = text.lastIndex(of: "."), dot != text.startIndex
        else { return false }
        guard kinds.contains(String(text[text.index(after: dot)...])) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
            default: ":-_.\\@".utf8.contains(byte)
            }
        }
    }
}

import CRPM
import Glibc

extension PackageHeader {
    /// The lines of sysusers.d(5) that describe users and groups of the package.
    ///
    /// Since 4.19, rpm makes a provide of each, such as `user(dbus) = LINE`, where the line is in Base64. Provides without a
    /// line, and those whose line is not about what they name, are left out: an ordinary package may provide such names too.
    package var accountLines: [String] {
        var lines: [String] = []
        for provide in provides where provide.relation == .equal {
            guard let account = Self.account(provide.name),
                let line = provide.version.flatMap(Self.decoded),
                Self.isLine(line, kind: account.kind, name: account.name), !lines.contains(line)
            else { continue }
            lines.append(line)
        }
        return lines
    }

    /// Splits `user(NAME)`, `group(NAME)` or `groupmember(USER/GROUP)`.
    private static func account(_ text: String) -> (kind: Character, name: Substring)? {
        for (word, kind) in [("user", "u"), ("group", "g"), ("groupmember", "m")]
        where text.hasPrefix("\(word)(") && text.hasSuffix(")") {
            return (Character(kind), text.dropFirst(word.count + 1).dropLast())
        }
        return nil
    }

    private static func isLine(_ line: String, kind: Character, name: Substring) -> Bool {
        let words = line.split(separator: " ", maxSplits: 3)
        guard words.count >= 2, words[0].first == kind,
            words[0].dropFirst().allSatisfy({ $0 == "!" })
        else { return false }
        return kind == "m"
            ? words.count > 2 && name == "\(words[1])/\(words[2])" : words[1] == name
    }

    /// Decodes Base64 with or without its padding; rpm pads the line with zeros instead.
    private static func decoded(_ text: String) -> String? {
        // A line of sysusers.d has no more than a few names and paths.
        guard text.utf8.count <= 8192 else { return nil }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        var data: UnsafeMutableRawPointer?
        var length = 0
        guard unsafe rpmBase64Decode(text + padding, &data, &length) == 0, let data = unsafe data
        else { return nil }
        defer { unsafe free(data) }
        let bytes = unsafe Array(UnsafeRawBufferPointer(start: data, count: length))
        let text = bytes.prefix { $0 != 0 && $0 != 0x0a }
        guard bytes.dropFirst(text.count).allSatisfy({ $0 == 0 || $0 == 0x0a }),
            text.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
        else { return nil }
        return String(validating: text, as: UTF8.self)
    }
}

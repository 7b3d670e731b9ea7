/// A regular expression whose one group is the version in a text such as the tag of a release.
package struct VersionPattern: Equatable, Sendable {
    /// The version without the letter that many tags begin with.
    package static let standard = VersionPattern(text: "v?(.+)")

    /// As it was written.
    package let text: String

    private init(text: String) {
        self.text = text
    }

    /// Reads a pattern, or nothing when it is no regular expression or has not exactly one group.
    package init?(_ text: String) {
        // The empty alternative matches always, and tells how many groups there are.
        guard text.utf8.count <= 256, (try? Regex(text)) != nil,
            let match = try? Regex("(?:\(text))|").firstMatch(in: ""), match.output.count == 2
        else { return nil }
        self.text = text
    }

    /// The longest text that is looked at, in characters: what a server says, must not keep a pattern busy.
    private static let limit = 256

    /// The version in a text that matches as a whole; nothing when it does not, or when the result is no version.
    ///
    /// The result has only characters that mean nothing in a path or a URL.
    package func version(in text: some StringProtocol) -> String? {
        guard text.utf8.count <= Self.limit, let regex = try? Regex(self.text),
            let match = try? regex.wholeMatch(in: String(text)), match.output.count == 2,
            let version = match.output[1].substring, Self.isVersion(version)
        else { return nil }
        return String(version)
    }

    /// Whether a text can be a version: it begins with a letter or digit.
    package static func isVersion(_ text: some StringProtocol) -> Bool {
        guard let first = text.first, first.isASCII, first.isLetter || first.isNumber,
            text.utf8.count <= 96
        else { return false }
        return text.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || ".-_+~^".contains($0))
        }
    }
}

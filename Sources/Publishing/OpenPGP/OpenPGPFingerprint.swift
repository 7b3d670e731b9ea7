import Model

/// The fingerprint of an OpenPGP key: 40 hexadecimal digits, or 64 of a version 6 key.
package struct OpenPGPFingerprint: ParsedText {
    package static let noun = "OpenPGP fingerprint"

    /// In upper case, without blanks.
    package let text: String

    /// Reads a fingerprint; blanks between its digits mean nothing.
    package init?(_ text: String) {
        let digits = text.filter { $0 != " " }.uppercased()
        guard digits.utf8.count == 40 || digits.utf8.count == 64,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x46).contains($0) })
        else { return nil }
        self.text = digits
    }
}

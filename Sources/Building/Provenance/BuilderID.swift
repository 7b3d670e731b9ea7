/// The rule for the URI of a builder (RFC 3986, as far as it tells a URI from other text).
package enum BuilderID {
    /// Whether a text begins with a scheme and has only characters of URIs after it.
    package static func isValid(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":"), text.utf8.count <= 1024 else { return false }
        let scheme = text[..<colon].utf8
        let rest = text[text.index(after: colon)...].utf8
        let forbidden = Set("\"<>\\^`{|} ".utf8)
        return scheme.first.map(isLetter) == true && !rest.isEmpty
            && scheme.allSatisfy {
                isLetter($0) || (0x30...0x39).contains($0) || [0x2b, 0x2d, 0x2e].contains($0)
            }
            && rest.allSatisfy { (0x21...0x7e).contains($0) && !forbidden.contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }
}

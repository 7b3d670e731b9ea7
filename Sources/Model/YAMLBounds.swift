/// What is refused of a YAML text before a parser sees it: its size, and aliases, which let a short text stand for a huge one.
///
/// How deep a text nests is bounded by the parser itself.
enum YAMLBounds {
    /// In bytes: far more than a person writes.
    private static let size = 1 << 20
    /// So few aliases can multiply a text by a few hundred at most, however they are nested.
    private static let aliases = 16

    /// Checks a text.
    ///
    /// Throws: `DocumentError`.
    static func check(_ text: String, document: String) throws(DocumentError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= size else {
            throw DocumentError(
                document: document,
                problem: .syntax("it is longer than \(size) bytes")
            )
        }
        // Within quotes and block texts these are no anchors; a pair of the same name is rare enough there.
        let anchors = Set(names(after: UInt8(ascii: "&"), in: bytes))
        guard !anchors.isEmpty else { return }
        let count = names(after: UInt8(ascii: "*"), in: bytes).count { anchors.contains($0) }
        guard count <= aliases else {
            throw DocumentError(
                document: document,
                problem: .syntax("it has more than \(aliases) aliases ('*NAME')")
            )
        }
    }

    /// The names that stand after an indicator, as far as they are letters, digits, `-` and `_`.
    private static func names(after indicator: UInt8, in bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.indices.filter { bytes[$0] == indicator }.compactMap { place in
            let rest = bytes[(place + 1)...]
            guard let first = rest.first, first > 0x20 else { return nil }
            return rest.prefix { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
        }
    }
}

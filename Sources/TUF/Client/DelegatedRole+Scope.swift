import Crypto

extension DelegatedRole.Scope {
    /// Whether a role may list a path.
    package func covers(_ path: String) -> Bool {
        switch self {
        case .paths(let patterns): patterns.contains { Self.matches($0, path) }
        case .hashPrefixes(let prefixes):
            Self.matches(prefixes, Hex.text(SHA256.hash(data: Array(path.utf8))))
        }
    }

    private static func matches(_ prefixes: [String], _ digest: String) -> Bool {
        prefixes.contains { digest.utf8.starts(with: $0.utf8) }
    }

    /// Whether a pattern fits a path, part by part: `*` stands for any characters of a part, `?` for one.
    private static func matches(_ pattern: String, _ path: String) -> Bool {
        let patterns = pattern.utf8.split(separator: 0x2f, omittingEmptySubsequences: false)
        let parts = path.utf8.split(separator: 0x2f, omittingEmptySubsequences: false)
        guard patterns.count == parts.count else { return false }
        return zip(patterns, parts).allSatisfy { matches(Array($0), Array($1)) }
    }

    /// Tries again from the last `*` only, so that the time is bounded by the product of both lengths.
    private static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
        var (at, position) = (0, 0)
        var retry: (at: Int, position: Int)?
        while position < text.count {
            if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
                retry = (at + 1, position)
                at += 1
            } else if at < pattern.count,
                pattern[at] == UInt8(ascii: "?") || pattern[at] == text[position]
            {
                at += 1
                position += 1
            } else if let last = retry {
                retry = (last.at, last.position + 1)
                (at, position) = (last.at, last.position + 1)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

#if Builder
/// The part of a file that a client asks for (RFC 9110, section 14).
enum ByteRange: Equatable {
    /// Everything: no range, or one of a kind that a server may pass over.
    case whole
    /// These bytes, at least one.
    case part(Range<Int64>)
    /// None of the bytes exist.
    case unsatisfiable

    /// Reads a `Range` header for a file of this many bytes; several ranges at once are answered with the whole file.
    init(header: String?, size: Int64) {
        guard let header, header.prefix(6).lowercased() == "bytes=", !header.contains(",") else {
            self = .whole
            return
        }
        let ends = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else {
            self = .whole
            return
        }
        switch (Self.number(ends[0]), Self.number(ends[1])) {
        case (.some(let first), .some(let last)) where first > last: self = .whole
        case (.some(let first), let last) where last != nil || ends[1].isEmpty:
            // Compared before one is added, which the largest number would not survive.
            let end = last.map { $0 < size ? $0 + 1 : size } ?? size
            self = first < size ? .part(first..<end) : .unsatisfiable
        case (nil, .some(let count)) where ends[0].isEmpty:
            self = count > 0 && size > 0 ? .part(max(0, size - count)..<size) : .unsatisfiable
        default: self = .whole
        }
    }

    private static func number(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        // A number too large to count with lies behind the end of every file.
        return Int64(text) ?? .max
    }
}
#endif

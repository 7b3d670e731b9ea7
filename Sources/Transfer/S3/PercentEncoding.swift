/// Percent-encoding as signatures need it: everything but RFC 3986's unreserved characters, with upper-case digits.
///
/// A `+` becomes `%2B`, since some stores take a bare one for a space.
package enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Encodes one part of a path or query.
    package static func text(_ text: String) -> String { encoded(text, keepingSlashes: false) }

    /// Encodes a path, and keeps its slashes.
    package static func path(_ path: String) -> String { encoded(path, keepingSlashes: true) }

    /// Encodes a query, sorted as it is signed.
    package static func query(_ items: [(name: String, value: String)]) -> String {
        items.map { (text($0.name), text($0.value)) }
            .sorted { $0 < $1 }
            .map { "\($0.0)=\($0.1)" }
            .joined(separator: "&")
    }

    /// The text that an encoded one stands for, where a `+` is a space; nothing when it is no text.
    static func decoded(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let hex = String(decoding: rest.prefix(2), as: UTF8.self)
                guard hex.utf8.count == 2, let value = UInt8(hex, radix: 16) else { return nil }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func encoded(_ text: String, keepingSlashes: Bool) -> String {
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.append(byte)
            case UInt8(ascii: "/") where keepingSlashes: result.append(byte)
            default:
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

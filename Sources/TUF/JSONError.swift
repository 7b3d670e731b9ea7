/// Why a document is not strict JSON.
package struct JSONError: Error, Equatable {
    package enum Problem: Equatable, Sendable {
        case tooLarge(limit: Int)
        case tooDeep(limit: Int)
        case unexpectedEnd
        case unexpectedByte(UInt8)
        case trailingBytes
        case duplicateKey(String)
        case notWhole
        case outOfRange
        case badEscape
        case badUTF8
        case controlCharacter
    }

    package var problem: Problem
    /// Where, in bytes from the start.
    package var offset: Int
}

extension JSONError: CustomStringConvertible {
    package var description: String { "\(sentence) at byte \(offset)" }

    private var sentence: String {
        switch problem {
        case .tooLarge(let limit): "the document is larger than \(limit) bytes"
        case .tooDeep(let limit): "arrays and objects nest deeper than \(limit) levels"
        case .unexpectedEnd: "the document ends too early"
        case .unexpectedByte(let byte): "unexpected \(Self.name(of: byte))"
        case .trailingBytes: "there is something after the document's end"
        case .duplicateKey(let key): "the key '\(key)' stands there twice"
        case .notWhole: "a number is not a plain whole number"
        case .outOfRange: "a number is too large"
        case .badEscape: "a text has an escape that JSON does not know"
        case .badUTF8: "a text is not UTF-8"
        case .controlCharacter: "a text has a bare control character"
        }
    }

    private static func name(of byte: UInt8) -> String {
        guard (0x21...0x7e).contains(byte) else { return "byte \(byte)" }
        return "'\(Character(Unicode.Scalar(byte)))'"
    }
}

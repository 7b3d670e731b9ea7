/// Text out of an image, as a terminal can show it.
extension String {
    /// The text with control characters written as `\xNN`: a terminal would obey them.
    var shown: String {
        guard unicodeScalars.contains(where: Self.isControl) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            guard Self.isControl(scalar) else { return text.unicodeScalars.append(scalar) }
            let digits = String(scalar.value, radix: 16)
            text += "\\x" + String(repeating: "0", count: max(0, 2 - digits.count)) + digits
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

/// The place of a value in a JSON document, such as `.data.files["{version}"][0].url`.
package struct JSONPath: Equatable, Sendable {
    /// One step down.
    package enum Step: Equatable, Sendable {
        /// The value of a key.
        case key(DownloadTemplate)
        /// An element of a list, from 0.
        case index(Int)
    }

    /// As it was written.
    package let text: String
    package let steps: [Step]

    /// Reads a path, or nothing when it is malformed.
    ///
    /// A key that has other characters than letters, digits, `_` and `-` stands in brackets and quotes.
    package init?(_ text: String) {
        self.text = text
        var steps: [Step] = []
        var rest = text[...]
        while let first = rest.popFirst() {
            switch first {
            case ".":
                let name = rest.prefix { $0 != "." && $0 != "[" }
                guard Self.isName(name), let key = DownloadTemplate(String(name)) else {
                    return nil
                }
                steps.append(.key(key))
                rest = rest[name.endIndex...]
            case "[":
                guard let step = Self.bracketed(&rest) else { return nil }
                steps.append(step)
            default: return nil
            }
        }
        guard !steps.isEmpty, steps.count <= 32 else { return nil }
        self.steps = steps
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || "_-{}".contains($0))
            }
    }

    /// Takes what follows an opening bracket, with the closing one.
    private static func bracketed(_ rest: inout Substring) -> Step? {
        if rest.first == "\"" {
            rest = rest.dropFirst()
            guard let quote = rest.firstIndex(of: "\"") else { return nil }
            let name = String(rest[..<quote])
            rest = rest[rest.index(after: quote)...]
            guard rest.popFirst() == "]", let key = DownloadTemplate(name) else { return nil }
            return .key(key)
        }
        guard let close = rest.firstIndex(of: "]"), let number = Int(rest[..<close]), number >= 0
        else { return nil }
        rest = rest[rest.index(after: close)...]
        return .index(number)
    }
}

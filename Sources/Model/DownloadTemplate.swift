/// A text in which `{version}`, `{arch}` and `{goarch}` stand for what is fetched, such as the URL of a download.
package struct DownloadTemplate: Hashable, Sendable {
    /// What a placeholder stands for.
    package enum Placeholder: String, CaseIterable, Sendable {
        /// The version.
        case version
        /// The name of the release as its publisher wrote it, which often has a letter before the version.
        case tag
        /// The architecture in the words of Linux: `x86_64`, `aarch64`.
        case arch
        /// The architecture in the words of Go: `amd64`, `arm64`.
        case goarch
    }

    private enum Part: Hashable, Sendable {
        case text(String)
        case placeholder(Placeholder)
    }

    /// As it was written.
    package let text: String
    private let parts: [Part]

    /// Reads a template, or nothing when a name in braces is unknown or a brace has no partner.
    package init?(_ text: String) {
        self.text = text
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}"),
                let placeholder = Placeholder(
                    rawValue: String(rest[rest.index(after: open)..<close])
                )
            else { return nil }
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            parts.append(.placeholder(placeholder))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    /// The placeholders that occur.
    package var placeholders: Set<Placeholder> {
        Set(
            parts.compactMap { part in
                guard case .placeholder(let placeholder) = part else { return nil }
                return placeholder
            }
        )
    }

    /// The text with every placeholder replaced, or nothing when one has no value.
    package func expanded(_ values: [Placeholder: String]) -> String? {
        var result = ""
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .placeholder(let placeholder):
                guard let value = values[placeholder] else { return nil }
                result += value
            }
        }
        return result
    }
}

extension Architecture {
    /// The name that Go and container registries use.
    package var goName: String {
        switch self {
        case .x86_64: "amd64"
        case .aarch64: "arm64"
        }
    }

    /// What the placeholders of a template stand for that depend on the architecture alone.
    package var placeholders: [DownloadTemplate.Placeholder: String] {
        [.arch: rpmName, .goarch: goName]
    }
}

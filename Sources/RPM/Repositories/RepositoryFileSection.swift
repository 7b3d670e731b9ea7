/// A section of a `.repo` file and its assignments.
struct RepositoryFileSection {
    struct Field {
        let key: String
        /// The lines of the value, joined by line feeds.
        var value: String
        let line: Int
    }

    let name: String
    let line: Int
    var fields: [Field] = []

    /// Splits a text into its sections.
    ///
    /// Throws ``RepositoryFileError``.
    static func all(
        in text: String,
        document: String
    ) throws(RepositoryFileError) -> [RepositoryFileSection] {
        var sections: [RepositoryFileSection] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let content = line.trimmed
            guard !content.isEmpty, content.first != "#", content.first != ";" else { continue }
            do throws(Problem) {
                try read(
                    content,
                    isIndented: line.first?.isWhitespace == true,
                    index + 1,
                    &sections
                )
            } catch {
                throw RepositoryFileError(
                    document: document,
                    line: index + 1,
                    problem: error.problem
                )
            }
        }
        return sections
    }

    private struct Problem: Error {
        let problem: RepositoryFileError.Problem
    }

    private static func read(
        _ content: Substring,
        isIndented: Bool,
        _ line: Int,
        _ sections: inout [RepositoryFileSection]
    ) throws(Problem) {
        if content.first == "[", !isIndented {
            let name = content.dropFirst().dropLast()
            guard content.last == "]", isIdentifier(name) else {
                throw Problem(problem: .badSection(String(content)))
            }
            sections.append(RepositoryFileSection(name: String(name), line: line))
            return
        }
        let last = sections.endIndex - 1
        guard last >= 0 else { throw Problem(problem: .outsideOfSection) }
        if isIndented, let field = sections[last].fields.indices.last {
            sections[last].fields[field].value += "\n\(content)"
            return
        }
        guard let equals = content.firstIndex(of: "=") else {
            throw Problem(problem: .noAssignment(String(content)))
        }
        sections[last].fields.append(
            Field(
                key: String(content[..<equals].trimmed),
                value: String(content[content.index(after: equals)...].trimmed),
                line: line
            )
        )
    }

    /// dnf's rule for ids: they become names of files.
    private static func isIdentifier(_ name: Substring) -> Bool {
        !name.isEmpty
            && name.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:".contains($0))
            }
    }
}

extension Substring {
    /// The text without blanks at both ends.
    fileprivate var trimmed: Substring {
        var text = drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

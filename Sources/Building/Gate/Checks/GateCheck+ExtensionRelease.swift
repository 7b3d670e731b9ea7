import EROFS
import Model

extension GateCheck {
    /// Looks at the one file that systemd decides by (UAPI.4; fields in `os-release(5)`).
    static let extensionRelease = GateCheck(
        "extension-release",
        .error,
        "Exactly one extension-release file, a plain file of the image's name, that fits the base."
    ) { input in
        let releases = input.listing.releases
        guard let entry = releases.first else {
            return [
                problem(
                    "\(ImageListing.releaseFolder)",
                    "there is no extension-release file, so systemd refuses the image"
                )
            ]
        }
        var findings = releases.dropFirst().map {
            problem(
                $0.shown,
                "'\($0.shown)' is one extension-release file too many; systemd takes neither"
            )
        }
        findings += nameFindings(entry, input.expected)
        findings += try contentFindings(entry, input)
        return findings
    }

    private static func problem(
        _ subject: String,
        _ message: String,
        level: Finding.Level = .error,
        hint: String? = nil
    ) -> Finding {
        finding("extension-release", level, subject, message, hint: hint)
    }

    private static func nameFindings(_ entry: ImageEntry, _ expected: ExpectedImage) -> [Finding] {
        let suffix = String(PathText.name(entry.path).dropFirst(ImageListing.releasePrefix.count))
        let shown = Printable.text(suffix)
        guard let name = ExtensionName(suffix) else {
            return [problem(entry.shown, "'\(shown)' is no name that an extension can have")]
        }
        if let wanted = expected.name, wanted != name {
            return [
                problem(
                    entry.shown,
                    "the release file is for '\(name)' and the image is for '\(wanted)'"
                )
            ]
        }
        guard expected.name == nil, expected.fileName != "\(name).raw",
            ImageFileName(expected.fileName, of: name) == nil
        else { return [] }
        return [
            problem(
                entry.shown,
                "the release file is for '\(name)', which the image's name "
                    + "'\(Printable.text(expected.fileName))' does not begin with",
                level: .warning,
                hint: "name the image '\(name)-VERSION-RELEASE-ARCH.raw' or '\(name).raw'"
            )
        ]
    }

    private static func contentFindings(
        _ entry: ImageEntry,
        _ input: GateInput
    ) throws -> [Finding] {
        guard entry.kind == .regular else {
            return [
                problem(
                    entry.shown,
                    "the release file is \(entry.kindWords), not a plain file"
                )
            ]
        }
        guard entry.inode.size <= 64 << 10, let text = try input.listing.text(of: entry) else {
            return [problem(entry.shown, "the release file has \(entry.inode.size) bytes")]
        }
        let messages = ReleaseText(text).problems
        guard messages.isEmpty else { return messages.map { problem(entry.shown, $0) } }
        return fitFindings(entry, ExtensionRelease(parsing: text), input)
    }

    private static func fitFindings(
        _ entry: ImageEntry,
        _ release: ExtensionRelease,
        _ input: GateInput
    ) -> [Finding] {
        guard let base = input.base else { return [] }
        // A host is of the base's architecture, whatever the image is said to be for.
        let architecture = input.expected.architecture ?? base.architecture
        let match = release.match(base.os, architecture: architecture)
        guard match.fits else {
            return [problem(entry.shown, "it does not fit the base \(base.os): \(match)")]
        }
        guard release.id == "_any" else { return [] }
        return [
            problem(
                entry.shown,
                "ID=_any makes systemd merge it on any release of any system",
                level: .note
            )
        ]
    }
}

/// The text of a release file, line by line.
struct ReleaseText {
    private let lines: [Substring]
    private let text: String

    /// Fields that identify a system, which have to be plain words.
    private static let words: Set<String> = [
        "ID", "VERSION_ID", "SYSEXT_LEVEL", "CONFEXT_LEVEL", "ARCHITECTURE",
    ]
    /// systemd's names of architectures (`ARCHITECTURE=` in `os-release(5)`), and the word for all.
    private static let architectures: Set<String> = [
        "_any", "x86", "x86-64", "arm", "arm-be", "arm64", "arm64-be", "loongarch64", "mips",
        "mips-le", "mips64", "mips64-le", "ppc", "ppc-le", "ppc64", "ppc64-le", "riscv32",
        "riscv64", "s390", "s390x",
    ]

    init(_ text: String) {
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// What is wrong with it, in sentences.
    var problems: [String] {
        guard !text.unicodeScalars.contains(where: Self.isStrange) else {
            return ["it has control characters, or bytes that are no text"]
        }
        let file = EnvironmentFile(parsing: text)
        var problems = lines.filter { !Self.isSound($0) }.map {
            "the line '\(Printable.text(String($0)))' is no assignment"
        }
        var seen: Set<String> = []
        for field in file.fields where !seen.insert(field.key).inserted {
            problems.append("\(field.key)= is assigned twice")
        }
        for field in file.fields where Self.words.contains(field.key) {
            guard !field.value.utf8.allSatisfy(Self.isWordByte) else { continue }
            problems.append(
                "\(field.key)='\(Printable.text(field.value))' has characters that no such field has"
            )
        }
        if let architecture = file["ARCHITECTURE"], !Self.architectures.contains(architecture) {
            problems.append(
                "ARCHITECTURE='\(Printable.text(architecture))' is none of systemd's names"
            )
        }
        if file["ID"] == nil { problems.append("ID= is missing, so it fits no system") }
        return problems
    }

    private static func isStrange(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
            || scalar == "\u{fffd}"
    }

    private static func isSound(_ line: Substring) -> Bool {
        let line = line.drop { $0 == " " || $0 == "\t" }
        guard let first = line.first, first != "#", first != ";" else { return true }
        guard let equals = line.firstIndex(of: "="), equals != line.startIndex else { return false }
        // A shell would run what these begin.
        return line[..<equals].utf8.allSatisfy { isWordByte($0) || (0x41...0x5a).contains($0) }
            && !hasExpansion(line[line.index(after: equals)...])
    }

    private static func hasExpansion(_ value: Substring) -> Bool {
        var isEscaped = false
        var isSingle = false
        for character in value {
            switch character {
            case _ where isEscaped: isEscaped = false
            case "\\" where !isSingle: isEscaped = true
            case "'": isSingle.toggle()
            case "$" where !isSingle, "`" where !isSingle: return true
            default: break
            }
        }
        return false
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: "._-".utf8.contains(byte)
        }
    }
}

/// A package that exists in metadata only.
struct TinyPackage: Sendable {
    var name: String
    var version = "1"
    var architecture = "x86_64"
    /// As in spec files: `name`, or `name >= version`.
    var provides: [String] = []
    var requires: [String] = []
    var conflicts: [String] = []
    var obsoletes: [String] = []
    var recommends: [String] = []
    var files: [String] = []

    init(
        _ name: String,
        _ version: String = "1",
        architecture: String = "x86_64",
        provides: [String] = [],
        requires: [String] = [],
        conflicts: [String] = [],
        obsoletes: [String] = [],
        recommends: [String] = [],
        files: [String] = []
    ) {
        self.name = name
        self.version = version
        self.architecture = architecture
        self.provides = provides
        self.requires = requires
        self.conflicts = conflicts
        self.obsoletes = obsoletes
        self.recommends = recommends
        self.files = files
    }

    /// The primary metadata of some packages.
    static func primary(_ packages: [TinyPackage]) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <metadata xmlns="http://linux.duke.edu/metadata/common" \
        xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="\(packages.count)">

        """ + packages.map(\.element).joined() + "</metadata>\n"
    }

    private static let operators = ["<": "LT", "<=": "LE", "=": "EQ", ">=": "GE", ">": "GT"]

    private var element: String {
        let own = Self.entries(["\(name) = \(version)-1"] + provides, of: "provides")
        let relations =
            own + Self.entries(requires, of: "requires") + Self.entries(conflicts, of: "conflicts")
            + Self.entries(obsoletes, of: "obsoletes") + Self.entries(recommends, of: "recommends")
        return """
            <package type="rpm"><name>\(name)</name><arch>\(architecture)</arch>
            <version epoch="0" ver="\(version)" rel="1"/>
            <checksum type="sha256" pkgid="YES">\(String(repeating: "a1", count: 32))</checksum>
            <summary>Test</summary><description>Test</description>
            <size package="1000" installed="2000" archive="2100"/>
            <location href="\(name)-\(version)-1.\(architecture).rpm"/>
            <format><rpm:license>MIT</rpm:license>\(relations)\
            \(files.map { "<file>\($0)</file>" }.joined())</format></package>

            """
    }

    private static func entries(_ relations: [String], of kind: String) -> String {
        guard !relations.isEmpty else { return "" }
        let entries = relations.map { text in
            let words = text.hasPrefix("(") ? [text[...]] : text.split(separator: " ")
            guard words.count == 3, let flags = operators[String(words[1])] else {
                return "<rpm:entry name=\"\(text)\"/>"
            }
            let parts = words[2].split(separator: "-")
            let release = parts.count > 1 ? " rel=\"\(parts[1])\"" : ""
            return
                "<rpm:entry name=\"\(words[0])\" flags=\"\(flags)\" epoch=\"0\" ver=\"\(parts[0])\"\(release)/>"
        }
        return "<rpm:\(kind)>\(entries.joined())</rpm:\(kind)>"
    }
}

import CRPM
import Model
import SystemPackage

/// What `primary.xml` says of a package.
struct PackageDescription {
    private let package: VerifiedPackage
    private let relations: String
    private let installedSize: UInt64

    /// Reads the relations of a package, which its header has.
    ///
    /// Throws ``PackageFileError``, ``LibrpmError`` or `Errno`.
    init(_ package: VerifiedPackage) throws {
        self.package = package
        let descriptor = try Descriptor(reading: package.path)
        var relations = ""
        var size: UInt64 = 0
        try Librpm.withLock { session in
            let stream = try RPMStream(duplicating: descriptor.raw, at: 0)
            guard let header = RPMTransaction().readHeader(stream) else {
                throw PackageFileError.malformed(package.path, details: session.takeMessages())
            }
            for kind in Relations.all { relations += kind.element(header) }
            size = header.number(RPMTAG_LONGSIZE) ?? header.number(RPMTAG_SIZE) ?? 0
        }
        self.relations = relations
        installedSize = size
    }

    /// The whole document.
    func document(
        checksum: FileChecksum,
        size: UInt64,
        location: String,
        folder: String
    ) -> String {
        let header = package.header
        let nevra = header.nevra
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <metadata xmlns="http://linux.duke.edu/metadata/common" \
            xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="1">
            <package type="rpm">
            <name>\(xml: nevra.name)</name>
            <arch>\(xml: nevra.architecture)</arch>
            <version epoch="\(nevra.evr.epoch)" ver="\(xml: nevra.evr.version)" \
            rel="\(xml: nevra.evr.release)"/>
            <checksum type="\(checksum.algorithm.rawValue)" pkgid="YES">\(checksum.hex)</checksum>
            <summary>\(xml: header.summary ?? "")</summary>
            <description></description>
            <time file="0" build="\(header.buildTime ?? 0)"/>
            <size package="\(size)" installed="\(installedSize)" archive="0"/>
            <location xml:base="\(xml: folder)" href="\(xml: location)"/>
            <format>
            <rpm:license>\(xml: header.license ?? "")</rpm:license>
            <rpm:vendor>\(xml: header.vendor ?? "")</rpm:vendor>
            <rpm:group>\(xml: header.group ?? "")</rpm:group>
            <rpm:sourcerpm>\(xml: header.sourcePackage ?? "")</rpm:sourcerpm>
            \(relations)\(files)</format>
            </package>
            </metadata>

            """
    }

    private var files: String {
        package.header.files.map { file in
            let type =
                file.flags.contains(.ghost)
                ? " type=\"ghost\"" : file.kind == .directory ? " type=\"dir\"" : ""
            return "<file\(type)>\(xml: file.path)</file>\n"
        }.joined()
    }
}

/// One kind of relation between packages: its element, and the tags that hold it.
private struct Relations {
    let element: String
    let names: rpmTag_e
    let flags: rpmTag_e
    let versions: rpmTag_e

    static var all: [Relations] {
        [
            Relations("provides", RPMTAG_PROVIDENAME, RPMTAG_PROVIDEFLAGS, RPMTAG_PROVIDEVERSION),
            Relations("requires", RPMTAG_REQUIRENAME, RPMTAG_REQUIREFLAGS, RPMTAG_REQUIREVERSION),
            Relations(
                "conflicts",
                RPMTAG_CONFLICTNAME,
                RPMTAG_CONFLICTFLAGS,
                RPMTAG_CONFLICTVERSION
            ),
            Relations(
                "obsoletes",
                RPMTAG_OBSOLETENAME,
                RPMTAG_OBSOLETEFLAGS,
                RPMTAG_OBSOLETEVERSION
            ),
            Relations(
                "recommends",
                RPMTAG_RECOMMENDNAME,
                RPMTAG_RECOMMENDFLAGS,
                RPMTAG_RECOMMENDVERSION
            ),
        ]
    }

    init(_ element: String, _ names: rpmTag_e, _ flags: rpmTag_e, _ versions: rpmTag_e) {
        self.element = element
        self.names = names
        self.flags = flags
        self.versions = versions
    }

    /// The element with its entries, or nothing when there are none.
    func element(_ header: borrowing RPMHeader) -> String {
        let names = header.texts(names)
        let flags = header.numbers(flags)
        let versions = header.texts(versions)
        var entries: Set<String> = []
        var lines = ""
        for (index, name) in names.enumerated() where !name.hasPrefix("rpmlib(") {
            var line = "<rpm:entry name=\"\(xml: name)\""
            let flag = flags.indices.contains(index) ? flags[index] : 0
            let version = versions.indices.contains(index) ? versions[index] : ""
            if let words = Self.words(flag), !version.isEmpty, let evr = EVRText(version) {
                line +=
                    " flags=\"\(words)\" epoch=\"\(xml: evr.epoch)\" ver=\"\(xml: evr.version)\""
                if let release = evr.release { line += " rel=\"\(xml: release)\"" }
            }
            line += "/>\n"
            if entries.insert(line).inserted { lines += line }
        }
        return lines.isEmpty ? "" : "<rpm:\(element)>\n\(lines)</rpm:\(element)>\n"
    }

    /// `RPMSENSE_LESS`, `_GREATER` and `_EQUAL` in the words of the metadata.
    private static func words(_ flags: UInt64) -> String? {
        switch flags & 0b1110 {
        case 0b0010: "LT"
        case 0b0100: "GT"
        case 0b1000: "EQ"
        case 0b1010: "LE"
        case 0b1100: "GE"
        default: nil
        }
    }
}

/// The parts of a version in a relation, as they were written: without a release, any release will do.
private struct EVRText {
    let epoch: String
    let version: String
    let release: String?

    init?(_ text: String) {
        var rest = text[...]
        if let colon = rest.firstIndex(of: ":") {
            epoch = String(rest[..<colon])
            rest = rest[rest.index(after: colon)...]
        } else {
            epoch = "0"
        }
        let dash = rest.lastIndex(of: "-")
        version = String(rest[..<(dash ?? rest.endIndex)])
        release = dash.map { String(rest[rest.index(after: $0)...]) }
        guard !version.isEmpty else { return nil }
    }
}

extension String.StringInterpolation {
    /// Adds a text as it has to stand in XML; control characters, which cannot stand there, are left out.
    fileprivate mutating func appendInterpolation(xml text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": appendLiteral("&amp;")
            case "<": appendLiteral("&lt;")
            case ">": appendLiteral("&gt;")
            case "\"": appendLiteral("&quot;")
            case "\t", "\n": appendLiteral(String(scalar))
            case _ where scalar.value < 0x20: break
            default: appendLiteral(String(scalar))
            }
        }
    }
}

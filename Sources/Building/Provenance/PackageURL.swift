import Model

/// A package URL (purl-spec, type `rpm`).
struct PackageURL {
    /// The URL.
    let text: String

    /// Makes the URL of a package of a distribution.
    init(_ package: ImageProvenance.Package, os: OSRelease) {
        var qualifiers = ["arch": package.architecture]
        if package.version.epoch > 0 { qualifiers["epoch"] = "\(package.version.epoch)" }
        if let source = package.sourcePackage, SourcePackageName(source) != nil {
            qualifiers["upstream"] = source
        }
        if let release = os.versionID { qualifiers["distro"] = "\(os.id)-\(release)" }
        text = Self.text(
            os: os,
            name: package.name,
            version: Self.version(package.version),
            qualifiers: qualifiers
        )
    }

    /// Makes the URL of a source package, by its file name; nothing when it is no such name.
    init?(source file: String, os: OSRelease) {
        guard let source = SourcePackageName(file) else { return nil }
        text = Self.text(
            os: os,
            name: source.name,
            version: source.version,
            qualifiers: ["arch": "src"]
        )
    }

    private static func text(
        os: OSRelease,
        name: String,
        version: String,
        qualifiers: [String: String]
    ) -> String {
        let path = [os.id.lowercased(), name].map(encoded).joined(separator: "/")
        let query = qualifiers.sorted { $0.key < $1.key }
            .map { "\($0.key)=\(encoded($0.value))" }.joined(separator: "&")
        return "pkg:rpm/\(path)@\(encoded(version))?\(query)"
    }

    /// Version and release; the epoch is a qualifier.
    private static func version(_ evr: EVR) -> String {
        EVR(version: evr.version, release: evr.release).description
    }

    /// Percent-encodes everything but letters, digits, `.`, `-`, `_` and `~`.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2e, 0x2d, 0x5f, 0x7e:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += "%" + Hexadecimal.text([byte]).uppercased()
            }
        }
        return result
    }
}

/// The parts of a source package's file name, `NAME-VERSION-RELEASE.src.rpm`.
struct SourcePackageName {
    let name: String
    /// Version and release.
    let version: String

    /// Reads a file name, or gives nothing when it is not that of a source package.
    init?(_ file: String) {
        guard let end = [".src.rpm", ".nosrc.rpm"].first(where: file.hasSuffix) else { return nil }
        let parts = file.dropLast(end.count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3, !parts.contains("") else { return nil }
        name = parts.dropLast(2).joined(separator: "-")
        version = parts.suffix(2).joined(separator: "-")
    }
}

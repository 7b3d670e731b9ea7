import Model

/// The parts of a bill of materials that are gathered package by package.
struct SPDXContents {
    private(set) var packages: [SPDXDocument.Package] = []
    private(set) var relationships: [SPDXDocument.Relationship] = []
    /// Licenses that are not on the SPDX list, with the packagers' words.
    private(set) var licenses: [String: String] = [:]

    private let os: OSRelease
    private let repositories: [String: String]
    private var sources: Set<String> = []

    /// Prepares for the packages of an image.
    init(_ provenance: ImageProvenance) {
        os = provenance.base.os
        var repositories: [String: String] = [:]
        for repository in provenance.repositories { repositories[repository.id] = repository.url }
        self.repositories = repositories
    }

    /// Adds a package of a repository, and the source package that it was built from.
    mutating func add(_ package: ImageProvenance.Package, to image: String) {
        let id = Self.id("RPM", package.name, package.checksum)
        var entry = SPDXDocument.Package(SPDXID: id, name: package.name)
        entry.versionInfo = package.version.description
        entry.packageFileName = package.location.split(separator: "/").last.map(String.init)
        entry.summary = package.summary.flatMap(Self.line)
        entry.supplier = Self.supplier(package.vendor)
        entry.downloadLocation = Self.url(repositories[package.repository], package.location)
        entry.homepage = package.homepage.flatMap(Self.webAddress)
        entry.checksums = Self.checksums(package.checksum)
        entry.licenseDeclared = declared(package.license)
        entry.sourceInfo = Self.origin(package)
        entry.builtDate = package.buildTime.map(Moment.text)
        entry.primaryPackagePurpose = "INSTALL"
        entry.externalRefs = [Self.reference(PackageURL(package, os: os))]
        packages.append(entry)
        relationships.append(.init(image, "CONTAINS", id))
        if let file = package.sourcePackage { add(source: file, of: id) }
    }

    /// Adds a file that was fetched by itself.
    mutating func add(_ download: ImageProvenance.Download, to image: String) {
        let id = Self.id("Download", download.id, download.checksum)
        var entry = SPDXDocument.Package(SPDXID: id, name: download.id)
        entry.versionInfo = download.version
        entry.downloadLocation = download.url.flatMap(Self.webAddress) ?? SPDXDocument.noAssertion
        entry.checksums = Self.checksums(download.checksum)
        packages.append(entry)
        relationships.append(.init(image, "CONTAINS", id))
    }

    private mutating func add(source file: String, of package: String) {
        guard let source = SourcePackageName(file), let url = PackageURL(source: file, os: os)
        else { return }
        let id = Self.id("Source", file, "")
        relationships.append(.init(package, "GENERATED_FROM", id))
        guard sources.insert(file).inserted else { return }
        var entry = SPDXDocument.Package(SPDXID: id, name: source.name)
        entry.versionInfo = source.version
        entry.packageFileName = file
        entry.primaryPackagePurpose = "SOURCE"
        entry.externalRefs = [Self.reference(url)]
        packages.append(entry)
    }

    private mutating func declared(_ license: String?) -> String {
        guard let license,
            let expression = LicenseExpression(license, references: licenses)
        else { return SPDXDocument.noAssertion }
        licenses = expression.references
        return expression.text
    }

    private static func reference(_ url: PackageURL) -> SPDXDocument.ExternalReference {
        .init(
            referenceCategory: "PACKAGE-MANAGER",
            referenceType: "purl",
            referenceLocator: url.text
        )
    }

    /// An identifier with the letters that SPDX allows; the checksum tells apart what they do not.
    private static func id(_ kind: String, _ name: String, _ checksum: String) -> String {
        let letters = name.utf8.map { byte -> String in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2e: String(Unicode.Scalar(byte))
            case 0x2d: "-"
            default: "-x" + Hexadecimal.text([byte])
            }
        }
        let digits = checksum.split(separator: ":").last.map { "-\($0.prefix(16))" } ?? ""
        return "SPDXRef-\(kind)-\(letters.joined())\(digits)"
    }

    private static func checksums(_ text: String) -> [SPDXDocument.Checksum]? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, ["sha224", "sha256", "sha384", "sha512"].contains(parts[0]) else {
            return nil
        }
        return [.init(algorithm: parts[0].uppercased(), checksumValue: String(parts[1]))]
    }

    private static func supplier(_ vendor: String?) -> String {
        // In parentheses stands an address, and on another line another field.
        let name = vendor.flatMap(line)?.prefix { $0 != "(" }.split(separator: " ")
        guard let name, !name.isEmpty else { return SPDXDocument.noAssertion }
        return "Organization: \(name.joined(separator: " "))"
    }

    private static func origin(_ package: ImageProvenance.Package) -> String {
        let signer = package.signedBy.map { "signed by the key \($0)" } ?? "not signed"
        return "from the repository '\(package.repository)', \(signer)"
    }

    private static func url(_ repository: String?, _ location: String) -> String {
        guard let repository else { return SPDXDocument.noAssertion }
        let slash = repository.hasSuffix("/") ? "" : "/"
        let path = location.split(separator: "/").map { PackageURL.encoded(String($0)) }
        return webAddress(repository + slash + path.joined(separator: "/"))
            ?? SPDXDocument.noAssertion
    }

    /// An address that is one for certain: SPDX has no room for others.
    private static func webAddress(_ text: String) -> String? {
        guard text.hasPrefix("http://") || text.hasPrefix("https://"), text.utf8.count <= 2048,
            let host = text.split(separator: "/").dropFirst().first, !host.isEmpty,
            text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
            !text.contains(where: { "\"<>\\^`{|}#[]".contains($0) })
        else { return nil }
        return text
    }

    private static func line(_ text: String) -> String? {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init)
        return line.flatMap { $0.isEmpty ? nil : $0 }
    }
}

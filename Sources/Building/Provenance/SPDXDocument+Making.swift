import Model

extension SPDXDocument {
    private static let imageID = "SPDXRef-Image"
    private static let baseID = "SPDXRef-Base"

    /// Makes the bill of materials of an image; the same provenance gives the same document.
    init(_ provenance: ImageProvenance) {
        let stem = provenance.fileName.companion("")
        name = String(stem.dropLast())
        // A new image has another namespace, as SPDX asks for; the same one has the same.
        let id = Array(provenance.checksum.hex.prefix(32))
        let uuid = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(id[$0]) }
        documentNamespace =
            "https://spdx.org/spdxdocs/\(PackageURL.encoded(name))-\(uuid.joined(separator: "-"))"
        creationInfo = CreationInfo(
            created: Moment.text(provenance.created),
            creators: ["Tool: \(Self.toolName(provenance))"],
            licenseListVersion: "3.27"
        )
        var contents = SPDXContents(provenance)
        for package in provenance.packages { contents.add(package, to: Self.imageID) }
        for download in provenance.downloads { contents.add(download, to: Self.imageID) }
        packages = [Self.image(provenance), Self.base(provenance)] + contents.packages
        relationships =
            [
                Relationship(Self.documentID, "DESCRIBES", Self.imageID),
                Relationship(Self.imageID, "DEPENDS_ON", Self.baseID),
            ] + contents.relationships
        let licenses = contents.licenses.sorted { $0.key < $1.key }
        hasExtractedLicensingInfos =
            licenses.isEmpty
            ? nil
            : licenses.map { name, words in
                ExtractedLicense(
                    licenseId: name,
                    name: words,
                    extractedText: "The license tag of the RPM package: \(words)"
                )
            }
    }

    /// Program and version as SPDX spells tools, such as `veneer-0.1.0`.
    private static func toolName(_ provenance: ImageProvenance) -> String {
        (provenance.builder["program"] ?? "veneer").split(separator: " ").joined(separator: "-")
    }

    private static func image(_ provenance: ImageProvenance) -> Package {
        var package = Package(SPDXID: imageID, name: provenance.name.text)
        package.versionInfo = provenance.version.text
        package.packageFileName = provenance.fileName.text
        package.summary = provenance.summary
        package.checksums = [
            Checksum(algorithm: "SHA256", checksumValue: provenance.checksum.hex)
        ]
        package.primaryPackagePurpose = "ARCHIVE"
        package.builtDate = Moment.text(provenance.created)
        return package
    }

    private static func base(_ provenance: ImageProvenance) -> Package {
        let os = provenance.base.os
        var package = Package(SPDXID: baseID, name: os.prettyName ?? os.id)
        package.versionInfo = os.versionID
        package.sourceInfo = "facts of the base: sha256 \(provenance.base.digest)"
        package.primaryPackagePurpose = "OPERATING-SYSTEM"
        return package
    }
}

extension SPDXDocument.Relationship {
    /// Makes a relationship.
    init(_ from: String, _ type: String, _ to: String) {
        self.init(spdxElementId: from, relationshipType: type, relatedSpdxElement: to)
    }
}

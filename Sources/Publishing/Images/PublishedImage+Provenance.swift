import Model

extension PublishedImage {
    /// The entry of an image, from the document beside it and its own release file.
    init(_ provenance: ImageProvenance, _ release: ExtensionRelease) {
        self.init(
            name: provenance.name,
            summary: provenance.summary,
            version: provenance.version,
            release: provenance.release,
            architecture: provenance.architecture,
            size: provenance.size,
            checksum: provenance.checksum,
            extensionRelease: release,
            units: provenance.units,
            packages: provenance.packages.map(\.nevra)
        )
        packageVersion = provenance.packageVersion
        revision = provenance.revision
        created = provenance.created
        base = provenance.base.digest
        if provenance.base.assumptions != ImageProvenance.Assumptions() {
            assumptions = provenance.base.assumptions
        }
        guard let fixes = provenance.fixes, !fixes.advisories.isEmpty else { return }
        advisories = fixes.advisories.map(\.id)
        change = Self.change(fixes)
    }

    /// What is new, in one line, from the advisories.
    private static func change(_ fixes: ImageProvenance.Fixes) -> String {
        let vulnerabilities = Set(fixes.advisories.flatMap(\.vulnerabilities)).sorted()
        let names = vulnerabilities.isEmpty ? fixes.advisories.map(\.id) : vulnerabilities
        let shown = names.prefix(5).joined(separator: ", ")
        let more = names.count > 5 ? " and \(names.count - 5) more" : ""
        return "since \(fixes.since): \(shown)\(more)"
    }
}

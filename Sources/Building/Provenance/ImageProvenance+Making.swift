import Crypto
import EROFS
import Model
import RPM
import Transfer

extension ImageProvenance {
    /// Writes down where a planned image comes from, once its bytes are known.
    init(
        _ image: PlannedImage,
        named fileName: ImageFileName,
        origin: ImageOrigin,
        resolution: Resolution,
        files: BaseFiles,
        findings: [Finding],
        content: Checksum?,
        packages: [VerifiedPackage],
        builder: String,
        checksum: Checksum,
        summary: ImageSummary
    ) {
        var base = Base(
            os: image.base.os,
            digest: image.base.digest,
            packageCount: image.base.facts.packageCount
        )
        base.assumptions = Assumptions(
            requirements: resolution.requirements,
            layout: image.base.layout,
            tree: image.tree,
            files: files
        )
        self.init(
            name: fileName.name,
            summary: image.recipe.recipe.summary,
            version: fileName.version,
            packageVersion: origin.packageVersion,
            revision: origin.revision,
            release: fileName.release,
            architecture: fileName.architecture,
            checksum: checksum,
            size: Int64(clamping: summary.size),
            inputs: origin.inputs,
            content: content,
            recipe: Checksum(SHA256.hash(data: Array(image.recipe.text.utf8))),
            base: base,
            packages: zip(resolution.plan.packages, packages).map { Package($0, $1) },
            units: image.tree.units,
            builder: Self.builder(builder, summary.record)
        )
        scriptlets = image.scriptlets
        hostTasks = image.hostTasks
        created = image.modified.seconds
        let used = Set(self.packages.map(\.repository))
        repositories = resolution.repositories.filter { used.contains($0.key) }
            .sorted { $0.key < $1.key }
            .map { id, state in
                Repository(id: id, url: origin.addresses[id], metadata: state.description)
            }
        downloads = origin.downloads
        let allow = image.recipe.recipe.allowances
        accepted = findings.filter { allow.allows($0.subject, check: $0.check) }
        fixes = resolution.fixes
    }

    private static func builder(_ program: String, _ record: BuildRecord) -> [String: String] {
        [
            "program": program,
            "format": "erofs writer \(record.writer)",
            "codec": "\(record.codec) \(record.codecVersion)",
            "level": "\(record.level)",
            "cluster-size": "\(record.clusterSize)",
        ]
    }
}

extension ImageProvenance.Package {
    /// Writes down a package that was planned and verified.
    init(_ planned: PlannedPackage, _ verified: VerifiedPackage) {
        let header = verified.header
        self.init(
            name: header.nevra.name,
            version: header.nevra.evr,
            architecture: header.nevra.architecture,
            repository: planned.repository,
            location: planned.location,
            checksum: planned.checksum.description,
            size: planned.size,
            installedSize: planned.installedSize
        )
        summary = header.summary
        license = header.license
        vendor = header.vendor
        homepage = header.url
        sourcePackage = header.sourcePackage
        buildTime = header.buildTime.map { Int64(clamping: $0) }
        if case .signed(_, let fingerprint) = verified.signature { signedBy = fingerprint }
    }
}

extension ImageProvenance.Download {
    /// Writes down a file that was fetched by itself.
    init(_ fetched: FetchedDownload) {
        var url: String?
        if case .url(let template) = fetched.download.place {
            url = template.expanded(fetched.placeholders).flatMap { text in
                (try? Location(text)).flatMap { $0.scheme == .file ? nil : $0.publicText }
            }
        }
        self.init(
            id: fetched.id,
            url: url,
            checksum: "sha256:\(fetched.checksum)",
            version: fetched.placeholders[.version]
        )
    }
}

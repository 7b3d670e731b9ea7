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
        content: Checksum?,
        packages: [Package],
        baseCount: Int,
        builder: String,
        checksum: Checksum,
        summary: ImageSummary
    ) {
        self.init(
            name: fileName.name,
            summary: image.recipe.recipe.summary,
            version: fileName.version,
            packageVersion: origin.packageVersion,
            revision: image.revision,
            release: fileName.release,
            architecture: fileName.architecture,
            checksum: checksum,
            size: Int64(clamping: summary.size),
            inputs: origin.inputs,
            content: content,
            recipe: Checksum(SHA256.hash(data: Array(image.recipe.text.utf8))),
            base: .init(os: image.base.os, packageCount: baseCount),
            packages: packages,
            units: image.tree.units,
            builder: [
                "program": builder,
                "format": "erofs writer \(summary.record.writer)",
                "codec": "\(summary.record.codec) \(summary.record.codecVersion)",
                "level": "\(summary.record.level)",
                "cluster-size": "\(summary.record.clusterSize)",
            ]
        )
        scriptlets = image.scriptlets
        hostTasks = image.hostTasks
    }
}

extension ImageProvenance.Package {
    /// Writes down a package that was planned and verified.
    init(_ planned: PlannedPackage, _ verified: VerifiedPackage) {
        let header = verified.header
        var signer: String?
        if case .signed(_, let fingerprint) = verified.signature { signer = fingerprint }
        self.init(
            name: header.nevra.name,
            version: header.nevra.evr,
            architecture: header.nevra.architecture,
            repository: planned.repository,
            checksum: planned.checksum.description,
            license: header.license,
            sourcePackage: header.sourcePackage,
            signedBy: signer
        )
    }
}

import Files
import Crypto
import EROFS
import FoundationEssentials
import Model
import RPM
import SystemPackage
import Transfer

/// Puts a planned image and its provenance into the output folder.
struct ImageOutput {
    let builder: ImageBuilder
    let image: PlannedImage

    /// Writes beside, then renames: the provenance first, so that an image is never without it.
    ///
    /// Throws: `FileError`, or `BuildError.writing` with what went wrong.
    func write(
        _ packages: [VerifiedPackage],
        plan: PackagePlan,
        baseCount: Int
    ) throws -> BuildReport {
        guard let fileName = image.fileName else {
            throw BuildError.noVersion(package: image.recipe.recipe.name.text)
        }
        let folder = try Folder.making(builder.options.output)
        let pending = try PendingFile(in: folder)
        let summary: ImageSummary
        do {
            summary = try writeImage(packages, to: pending.descriptor)
        } catch {
            throw BuildError.writing(image: fileName.text, cause: error)
        }
        let (checksum, _) = try Checksum.reading(pending.descriptor, path: fileName.text)
        let provenance = provenance(
            packages,
            plan: plan,
            baseCount: baseCount,
            fileName: fileName,
            checksum: checksum,
            summary: summary
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try folder.write(
            Array(try encoder.encode(provenance)) + [0x0a],
            to: fileName.companion("json")
        )
        try pending.commit(as: fileName.text)
        return BuildReport(
            image: fileName.text,
            path: folder.path.appending(fileName.text).string,
            name: fileName.name,
            version: fileName.version,
            release: fileName.release,
            architecture: fileName.architecture,
            size: Int64(clamping: summary.size),
            checksum: checksum,
            packages: provenance.packages.map(\.nevra),
            findings: image.findings
        )
    }

    private func writeImage(
        _ packages: [VerifiedPackage],
        to output: FileDescriptor
    ) throws -> ImageSummary {
        let options = WriterOptions(
            compression: builder.options.compression,
            timestamps: .clamped(to: image.modified),
            threads: builder.options.threads
        )
        let writer = try ImageWriter(
            image.tree,
            packages: packages,
            output: output,
            options: options
        )
        let task = ProgressTask("writing \(image.recipe.recipe.name)", unit: .bytes)
        builder.progress(.began(task, total: image.tree.contentSize))
        defer { builder.progress(.ended(task)) }
        return try writer.write { bytes in
            builder.progress(.advanced(task, by: Int64(clamping: bytes)))
        }
    }

    private func provenance(
        _ packages: [VerifiedPackage],
        plan: PackagePlan,
        baseCount: Int,
        fileName: ImageFileName,
        checksum: Checksum,
        summary: ImageSummary
    ) -> ImageProvenance {
        ImageProvenance(
            name: fileName.name,
            summary: image.recipe.recipe.summary,
            version: fileName.version,
            release: fileName.release,
            architecture: fileName.architecture,
            checksum: checksum,
            recipe: Checksum(SHA256.hash(data: Array(image.recipe.text.utf8))),
            base: .init(os: image.base.os, packageCount: baseCount),
            packages: zip(plan.packages, packages).map { Self.package($0, $1) },
            units: image.tree.units,
            builder: [
                "program": builder.builder,
                "format": "erofs writer \(summary.record.writer)",
                "codec": "\(summary.record.codec) \(summary.record.codecVersion)",
                "level": "\(summary.record.level)",
                "cluster-size": "\(summary.record.clusterSize)",
            ]
        )
    }

    private static func package(
        _ planned: PlannedPackage,
        _ verified: VerifiedPackage
    ) -> ImageProvenance.Package {
        let header = verified.header
        var signer: String?
        if case .signed(_, let fingerprint) = verified.signature { signer = fingerprint }
        return .init(
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

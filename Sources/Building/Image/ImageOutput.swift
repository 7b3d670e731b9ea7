import Files
import EROFS
import Model
import RPM
import SystemPackage
import Transfer

/// Puts a planned image and its provenance into the output folder.
struct ImageOutput {
    let builder: ImageBuilder
    let image: PlannedImage
    let origin: ImageOrigin
    let resolution: Resolution
    let content: Checksum?

    /// Writes beside, then renames: the documents first, so that an image is never without them.
    ///
    /// Throws: `FileError`, or `BuildError.writing` with what went wrong.
    func write(_ packages: [VerifiedPackage]) async throws -> BuildReport {
        guard let fileName = image.fileName else {
            throw BuildError.noVersion(package: image.recipe.recipe.name.text)
        }
        let folder = try Folder.making(builder.options.output)
        let pending = try PendingFile(in: folder)
        let summary: ImageSummary
        do {
            summary = try writeImage(packages, to: pending.descriptor)
            try await ReadBack(
                of: pending.descriptor,
                against: image.tree,
                newest: image.modified
            ).check()
        } catch {
            throw BuildError.writing(image: fileName.text, cause: error)
        }
        let findings =
            try image.findings + image.gate(pending.descriptor, fileName: fileName)
        let (checksum, _) = try Checksum.reading(pending.descriptor, path: fileName.text)
        let provenance = ImageProvenance(
            image,
            named: fileName,
            origin: origin,
            resolution: resolution,
            files: try image.base.document.files(),
            findings: findings,
            content: content,
            packages: packages,
            builder: builder.builder,
            checksum: checksum,
            summary: summary
        )
        try ImageDocuments(provenance, builderID: builder.options.builderID)
            .write(beside: fileName, in: folder)
        try pending.commit(as: fileName.text)
        return BuildReport(
            provenance,
            path: folder.path.appending(fileName.text),
            isNew: true,
            findings: findings
        )
    }

    private func writeImage(
        _ packages: [VerifiedPackage],
        to output: FileDescriptor
    ) throws -> ImageSummary {
        let options = WriterOptions(
            compression: builder.compression,
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
}

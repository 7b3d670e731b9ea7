import EROFS
import Files
import Model
import SystemPackage

extension PlannedImage {
    /// Looks the written image through; it must not get its name when this throws.
    ///
    /// Throws: `GateError.refused` with all errors, `BuildError.writing` for an image that cannot be read back.
    func gate(_ descriptor: FileDescriptor, fileName: ImageFileName) throws -> [Finding] {
        let report: GateReport
        do {
            report = try Gate.run(
                GateInput(
                    listing: ImageListing(reading: Reader(file: descriptor)),
                    base: GateBase(base),
                    expected: ExpectedImage(
                        fileName: fileName.text,
                        name: fileName.name,
                        architecture: fileName.architecture
                    )
                ),
                allow: recipe.recipe.allowances
            )
        } catch let error as ReaderError {
            throw BuildError.writing(image: fileName.text, cause: error)
        }
        guard report.errors.isEmpty else {
            throw GateError.refused(image: fileName.text, report.errors)
        }
        return Self.findings(report)
    }

    /// Looks an image of before through, which has the same content: what this base lacks, it may have found in another one.
    ///
    /// Where only its documents were kept there is nothing to look through. Throws: as for one that was written now.
    func gate(_ previous: PreviousImage) throws -> [Finding] {
        let fileName = previous.provenance.fileName
        let folder = previous.path.removingLastComponent()
        let image: FileDescriptor
        do throws(FileError) {
            image = try Folder(folder.isEmpty ? "." : folder).open(fileName.text)
        } catch {
            guard error.isNotFound else { throw error }
            return []
        }
        // Only read from.
        defer { try? image.close() }
        return try gate(image, fileName: fileName)
    }

    /// What the gate found, and a note of each check that could not be made.
    private static func findings(_ report: GateReport) -> [Finding] {
        report.findings
            + report.skipped.map {
                Finding(
                    check: $0.check,
                    level: .note,
                    subject: "the base",
                    message: "not checked: \($0.reason)"
                )
            }
    }
}

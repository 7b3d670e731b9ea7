import EROFS
import Model
import SystemPackage

extension ImageOutput {
    /// Looks the written image through; it must not get its name when this throws.
    ///
    /// Throws: `GateError.refused` with all errors, `BuildError.writing` for an image that cannot be read back.
    func gate(_ descriptor: FileDescriptor, fileName: ImageFileName) throws -> GateReport {
        let report: GateReport
        do {
            report = try Gate.run(
                GateInput(
                    listing: ImageListing(reading: Reader(file: descriptor)),
                    base: GateBase(image.base),
                    expected: ExpectedImage(
                        fileName: fileName.text,
                        name: fileName.name,
                        architecture: fileName.architecture
                    )
                ),
                allow: image.recipe.recipe.allowances
            )
        } catch let error as ReaderError {
            throw BuildError.writing(image: fileName.text, cause: error)
        }
        guard report.errors.isEmpty else {
            throw GateError.refused(image: fileName.text, report.errors)
        }
        return report
    }

    /// What the gate found, and a note of each check that could not be made.
    static func findings(_ report: GateReport) -> [Finding] {
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

#if Builder
import Building
import EROFS
import Model
import SystemPackage

/// One image of `lint`, open, with what was found in it.
final class LintedImage {
    let path: String
    let report: GateReport
    let part: ImageConflicts.Image
    /// Open for as long as contents may have to be compared.
    private let descriptor: ImageDescriptor

    /// Opens an image and looks it through.
    ///
    /// Throws: `InspectError` when it cannot be read.
    init(_ path: String, base: GateBase?, recipe: Recipe?) throws {
        self.path = path
        descriptor = try ImageDescriptor(path)
        let fileName = FilePath(path).lastComponent?.string ?? path
        do {
            let listing = try ImageListing(reading: Reader(file: descriptor.descriptor))
            part = .init(listing: listing, fileName: fileName)
            report = try Gate.run(
                GateInput(
                    listing: listing,
                    base: base,
                    expected: ExpectedImage(fileName: fileName, name: recipe?.name)
                ),
                allow: recipe?.allowances ?? Allowances()
            )
        } catch let error as ReaderError {
            throw InspectError.unreadable(path, error)
        }
    }
}
#endif

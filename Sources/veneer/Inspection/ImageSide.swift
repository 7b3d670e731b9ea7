import EROFS
import Images
import Model

/// One of two images that are compared.
struct ImageSide {
    let name: String
    let size: Int64
    let reader: Reader
    let contents: ImageContents
    let units: [ImageUnit]
    let provenance: ImageProvenance?

    /// Reads everything but the contents of files; the descriptor must outlive this value.
    ///
    /// Throws: `InspectError`, `FileError`.
    init(_ name: String, _ file: borrowing ImageDescriptor) throws {
        self.name = name
        size = try file.size()
        do {
            reader = try Reader(file: file.descriptor)
            contents = try ImageContents(reading: reader)
            units = try ImageUnit.all(in: contents, reader)
        } catch let error as ReaderError {
            throw InspectError.unreadable(name, error)
        }
        provenance = try ImageDocument(beside: name)?.provenance
    }
}

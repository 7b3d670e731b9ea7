import Files
import Model
import SystemPackage
import Transfer

/// A built image that may be published: it was read, and fits its name and its provenance.
struct BuiltImage {
    let provenance: ImageProvenance
    /// The bytes of the documents beside it, which are published as they are.
    let documents: [ImageDocument: [UInt8]]
    /// The folder that it lies in.
    let folder: Folder
    /// What the index says of it.
    let published: PublishedImage

    /// Where it lies, for messages.
    var path: String { folder.path.appending(published.fileName.text).string }
}

import Crypto
import Files
import Model
import Transfer

/// What is written beside an image: its provenance, and the views of it that other programs read.
struct ImageDocuments {
    /// In the order in which they are written.
    let files: [(document: ImageDocument, bytes: [UInt8])]

    /// Makes the documents of an image.
    ///
    /// Throws: `JSONDocument.Problem`.
    init(_ provenance: ImageProvenance, builderID: String?) throws(JSONDocument.Problem) {
        let facts = try provenance.json()
        let materials = try JSONDocument.text(of: SPDXDocument(provenance))
        let name = provenance.fileName
        let statement = SLSAStatement(
            provenance,
            builderID: builderID,
            documents: [
                (name.companion(.provenance), Checksum(SHA256.hash(data: facts))),
                (name.companion(.materials), Checksum(SHA256.hash(data: materials))),
            ]
        )
        files = [
            (.attestation, try JSONDocument.text(of: statement)),
            (.materials, materials),
            (.provenance, facts),
        ]
    }

    /// Writes them beside an image.
    ///
    /// Throws: `FileError`.
    func write(beside image: ImageFileName, in folder: Folder) throws(FileError) {
        for (document, bytes) in files { try folder.write(bytes, to: image.companion(document)) }
    }
}

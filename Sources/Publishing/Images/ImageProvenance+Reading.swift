import Model

extension ImageProvenance {
    /// Reads the provenance document of an image that is to be published.
    ///
    /// Throws: `ImageRefusal.badProvenance`.
    init(checking document: [UInt8]) throws(ImageRefusal) {
        do throws(ProvenanceError) {
            try self.init(json: document)
        } catch {
            throw .badProvenance(error.description)
        }
    }
}

package import Model
package import SystemPackage

/// An image that was built before, as its provenance tells.
package struct PreviousImage: Sendable {
    package let provenance: ImageProvenance
    /// Where the image lies, or lay: its provenance may have been kept alone.
    package let path: FilePath
    /// Whether the image has to be written again, because it should lie there and does not, or has another size.
    package let isMissing: Bool

    /// Makes an image of the past.
    package init(provenance: ImageProvenance, path: FilePath, isMissing: Bool = false) {
        self.provenance = provenance
        self.path = path
        self.isMissing = isMissing
    }
}

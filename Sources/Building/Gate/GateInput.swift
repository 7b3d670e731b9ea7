package import Model

/// All that checks are given.
package struct GateInput {
    package let listing: ImageListing
    package let base: GateBase?
    package let expected: ExpectedImage
    /// The image and the base as a host has them, one over the other.
    let merged: MergedView

    /// Makes the input.
    package init(listing: ImageListing, base: GateBase?, expected: ExpectedImage) {
        self.listing = listing
        self.base = base
        self.expected = expected
        merged = MergedView(listing: listing, base: base)
    }

    /// The architecture that the image is for, if anything says.
    var architecture: Architecture? {
        expected.architecture ?? listing.release?.architecture.flatMap { Architecture($0) }
            ?? base?.architecture
    }
}

/// What an image should be, where it is known without looking into it.
package struct ExpectedImage: Sendable {
    /// The image file's own name, without folders.
    package var fileName: String
    package var name: ExtensionName?
    package var architecture: Architecture?

    /// Makes an expectation.
    package init(
        fileName: String,
        name: ExtensionName? = nil,
        architecture: Architecture? = nil
    ) {
        self.fileName = fileName
        self.name = name
        self.architecture = architecture
    }
}

package import Model

/// An image that a source offers.
package struct Candidate: Equatable, Sendable {
    package var source: SourceName
    package var image: PublishedImage

    package init(source: SourceName, image: PublishedImage) {
        self.source = source
        self.image = image
    }
}

/// What a repository offers, put together from its signed metadata: every image that was asked for, with its facts.
package struct RepositoryIndex: Equatable, Sendable {
    /// Counts publications; a host refuses a lower one than it has seen.
    package var version: Int
    /// The identifiers of the keys that may sign the count, sorted.
    package var signers: [String]
    /// The catalogue's title.
    package var title: String
    /// Every extension that there is, also those whose images were not asked for; sorted.
    package var names: [ExtensionName]
    /// Sorted by path.
    package var images: [PublishedImage]

    /// Makes an index; without names, they are those of the images.
    package init(
        version: Int,
        signers: [String] = [],
        title: String,
        names: [ExtensionName]? = nil,
        images: [PublishedImage]
    ) {
        self.version = version
        self.signers = signers
        self.title = title
        self.names = names ?? Set(images.map(\.name)).sorted()
        self.images = images.sorted { $0.path < $1.path }
    }
}

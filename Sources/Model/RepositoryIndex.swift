/// What a repository offers: every image with its facts.
///
/// This is the content that the repository signs; `SHA256SUMS` and the other files are views of it.
package struct RepositoryIndex: Equatable, Codable, Sendable {
    /// The format that this program writes and reads.
    package static let currentFormat = 1

    /// The number of the format.
    package var format: Int
    /// Counts publications; a host refuses a lower one than it has seen.
    package var version: Int
    /// When it was written: seconds since 1970-01-01 UTC.
    package var created: Int64
    /// When it stops being valid: seconds since 1970-01-01 UTC.
    package var expires: Int64
    /// The catalogue's title.
    package var title: String
    /// Every image, sorted by path.
    package var images: [PublishedImage]

    /// Makes an index in the current format.
    package init(
        version: Int,
        created: Int64,
        expires: Int64,
        title: String,
        images: [PublishedImage]
    ) {
        format = Self.currentFormat
        self.version = version
        self.created = created
        self.expires = expires
        self.title = title
        self.images = images.sorted { $0.path < $1.path }
    }
}

/// What a publication changed.
package struct PublishReport: Encodable, Equatable, Sendable {
    package var repository: String
    package var title: String
    /// The index's number.
    package var version: Int
    /// When the index stops being valid: seconds since 1970-01-01 UTC.
    package var expires: Int64
    /// Whether a new index was signed.
    package var isRenewed: Bool
    /// The paths of the images that are new, sorted.
    package var added: [String]
    /// The paths of all images, sorted.
    package var images: [String]
}

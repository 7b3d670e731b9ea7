/// What a publication changed.
package struct PublishReport: Encodable, Equatable, Sendable {
    package var repository: String
    package var title: String
    /// The timestamp's number.
    package var version: Int
    /// When the timestamp stops being valid: seconds since 1970-01-01 UTC.
    package var expires: Int64
    /// Whether new metadata was signed.
    package var isRenewed: Bool
    /// The paths of the images that are new, sorted.
    package var added: [String]
    /// The paths whose files were removed, because nothing lists them any more.
    package var collected: [String]
    /// The paths of all images, sorted.
    package var images: [String]
}

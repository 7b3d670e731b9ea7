/// An object as it was read.
package struct StoredObject: Equatable, Sendable {
    package var bytes: [UInt8]
    /// Tells this state of the object from others, where the store has such a mark: HTTP's entity tag.
    package var tag: String?

    package init(bytes: [UInt8], tag: String? = nil) {
        self.bytes = bytes
        self.tag = tag
    }
}

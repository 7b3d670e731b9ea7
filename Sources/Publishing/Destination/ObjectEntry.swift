package import Model

/// What is known of an object without reading it.
package struct ObjectEntry: Equatable, Sendable {
    /// In bytes.
    package var size: Int64
    /// Of its content; nothing where the store does not know.
    package var checksum: Checksum?

    package init(size: Int64, checksum: Checksum? = nil) {
        self.size = size
        self.checksum = checksum
    }
}

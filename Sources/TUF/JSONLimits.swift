/// How much a JSON document may ask of its reader.
package struct JSONLimits: Equatable, Sendable {
    /// In bytes.
    package var size: Int
    /// How deep arrays and objects may nest.
    package var depth: Int

    /// Makes limits; without arguments: 64 MiB and 32 levels.
    package init(size: Int = 64 << 20, depth: Int = 32) {
        self.size = size
        self.depth = depth
    }
}

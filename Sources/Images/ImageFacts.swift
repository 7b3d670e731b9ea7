package import EROFS
package import Model

/// What an image says of itself, read from its bytes alone.
package struct ImageFacts: Sendable {
    /// The names in its `extension-release.d`, without `extension-release.`; systemd wants exactly one.
    package var releaseNames: [String]
    /// The content of the release file, when there is exactly one.
    package var release: ExtensionRelease?
    /// Whether it has an os-release file, which keeps systemd from merging anything.
    package var hasOSRelease: Bool
    /// The systemd units in it, sorted.
    package var units: [String]
    package var superblock: Superblock
}

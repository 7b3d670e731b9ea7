import Model

/// The rule that a new image sorts above every older one of its extension, release and architecture, for every client.
///
/// systemd-sysupdate and this program order by version (UAPI.10), and users of RPM by the version of the package that gives the image its
/// own: an image that one of them takes for older would never reach those hosts, or reach them and be taken back.
enum NameOrder {
    /// Checks a new image against those that are published.
    ///
    /// Throws: `PublishError.notNewer`, `.collision` with a name that some file systems and people take for the same.
    static func check(
        _ image: PublishedImage,
        against published: [PublishedImage]
    ) throws(PublishError) {
        for other in published where other.path != image.path {
            if other.path.lowercased() == image.path.lowercased() {
                throw .collision(image: image.path, with: other.path)
            }
            guard other.name == image.name, other.release == image.release,
                other.architecture == image.architecture
            else { continue }
            if VersionOrder.compare(image.version.text, other.version.text) != .newer {
                throw .notNewer(image: image.path, than: other.path, by: .version)
            }
            guard let new = image.packageVersion, let old = other.packageVersion else { continue }
            if RPMVersionOrder.compare(new, old) == .older {
                throw .notNewer(image: image.path, than: other.path, by: .package)
            }
        }
    }
}

/// Whose order of versions it is.
package enum VersionRule: Equatable, Sendable {
    /// systemd's and this program's.
    case version
    /// RPM's.
    case package
}

package import Model

/// The file `SHA256SUMS`: what systemd-sysupdate, `sha256sum -c` and people take for a list of the images.
///
/// Each line is the digest, a blank, `*`, and a name, the last one the day until which the list is good; nothing else, because one line that systemd-sysupdate does not know makes it
/// refuse the whole file (`sysupdate.d(5)`).
package struct ChecksumFile: Sendable {
    /// Which folder the list stands in.
    package enum Scope: Sendable {
        /// The folder of one extension: bare names, the only ones that systemd-sysupdate reads up to 261.
        case extensionFolder
        /// The repository's root: paths, so that each name is where a reader of this list finds the file.
        case repository
    }

    package static let name = "SHA256SUMS"

    /// Of the empty file, for which the entry with the date stands.
    private static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    private let images: [PublishedImage]
    private let scope: Scope
    private let bestBefore: BestBefore

    /// Makes the list of these images for a folder.
    package init(_ images: [PublishedImage], for scope: Scope, bestBefore: BestBefore) {
        self.images = images.sorted { $0.path < $1.path }
        self.scope = scope
        self.bestBefore = bestBefore
    }

    /// The file's text.
    package var text: String {
        images.map { "\($0.checksum.hex) *\(name(of: $0))\n" }.joined()
            + "\(Self.empty) *\(bestBefore.name)\n"
    }

    private func name(of image: PublishedImage) -> String {
        switch scope {
        case .extensionFolder: image.fileName.text
        case .repository: image.path
        }
    }
}

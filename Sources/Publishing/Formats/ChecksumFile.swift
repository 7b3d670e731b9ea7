package import Model

/// The file `SHA256SUMS`: what systemd-sysupdate, `sha256sum -c` and people take for a list of the images.
///
/// Each line is the digest, a blank, `*`, and a name without a slash; nothing else, because one line that systemd-sysupdate does not
/// know makes it refuse the whole file (`sysupdate.d(5)`, releases up to 261). The list of the whole repository has the same bare names.
package struct ChecksumFile: Sendable {
    package static let name = "SHA256SUMS"

    private let images: [PublishedImage]

    /// Makes the list of these images.
    package init(_ images: [PublishedImage]) {
        self.images = images.sorted { $0.fileName.text < $1.fileName.text }
    }

    /// The file's text.
    package var text: String {
        images.map { "\($0.checksum.hex) *\($0.fileName)\n" }.joined()
    }
}

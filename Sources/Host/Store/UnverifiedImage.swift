import Model
import SystemPackage
import Transfer

/// A downloaded file without a name yet: its bytes are the ones that the signed index names, but nobody has looked into it.
package struct UnverifiedImage: Sendable {
    let file: VerifiedFile
    let installed: InstalledImage

    /// Proves that systemd can use the image on this host.
    ///
    /// It reads the descriptor that gets the image's name later, so nothing can be put in its place between. Throws: `ImageError`,
    /// `FileError`.
    package func verify(for host: HostFacts) throws -> VerifiedImage {
        try ImageContent.check(file.descriptor, of: installed, for: host)
        return VerifiedImage(file: file, installed: installed)
    }
}

/// An image whose bytes are the ones that the signed index names, and which systemd can use on this host.
///
/// Only `UnverifiedImage.verify` makes one, and the store takes nothing else.
package struct VerifiedImage: Sendable {
    let file: VerifiedFile
    package let installed: InstalledImage

    fileprivate init(file: VerifiedFile, installed: InstalledImage) {
        self.file = file
        self.installed = installed
    }
}

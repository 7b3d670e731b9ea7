import CRPM
import Model
package import SystemPackage

/// The metadata of a repository of one package file that is here, so that it takes part in resolving like any other.
///
/// As `createrepo_c` writes it, in the parts that say what a package needs and provides.
package struct LocalRepository: Sendable {
    /// `primary.xml`, with all files of the package.
    package let primary: [UInt8]
    /// `repomd.xml`, which proves the primary metadata.
    package let index: [UInt8]

    /// The path of the primary metadata in the repository.
    package static let primaryPath = "repodata/primary.xml"

    /// Describes a package.
    ///
    /// - Parameters:
    ///   - package: The package.
    ///   - checksum: The checksum of its file.
    ///   - size: The size of its file, in bytes.
    ///   - location: The file's name, in `folder`.
    ///   - folder: Where it is.
    /// - Throws: ``PackageFileError``, ``LibrpmError`` or `Errno`.
    package init(
        of package: VerifiedPackage,
        checksum: FileChecksum,
        size: UInt64,
        location: String,
        folder: FilePath
    ) throws {
        let description = try PackageDescription(package)
        primary = Array(
            description.document(
                checksum: checksum,
                size: size,
                location: location,
                folder: folder.string
            ).utf8
        )
        var digest = try FileDigest(.sha256)
        unsafe primary.withUnsafeBytes { unsafe digest.update($0) }
        index = Array(Self.index(hex: Hexadecimal.text(digest.finish()), size: primary.count).utf8)
    }

    private static func index(hex: String, size: Int) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <repomd xmlns="http://linux.duke.edu/metadata/repo">
          <data type="primary">
            <checksum type="sha256">\(hex)</checksum>
            <location href="\(primaryPath)"/>
            <size>\(size)</size>
          </data>
        </repomd>

        """
    }
}

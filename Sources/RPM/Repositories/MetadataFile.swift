package import SystemPackage

/// A file of a repository that is wanted: the caller gets it from where the repository is.
package struct MetadataFile: Hashable, Sendable {
    /// The repository's id.
    package let repository: String
    /// The path below the repository's base, such as `repodata/repomd.xml`.
    package let path: String
    /// What the file must hash to; nothing for `repomd.xml` itself.
    package let checksum: FileChecksum?
    /// The size in bytes, when it is known.
    package let size: UInt64?
    /// The size once it is unpacked, in bytes, when it is known.
    package var openSize: UInt64? = nil

    /// The path of the index that names all other files.
    package static let indexPath = "repodata/repomd.xml"
    /// The path of the index's signature, for repositories whose metadata must be signed.
    package static let signaturePath = "repodata/repomd.xml.asc"
}

/// Gets one file of a repository and returns where it now lies; it need not check size and checksum, the loader does.
///
/// The loader only reads the file, and does so before it asks for the next one of the same repository.
package typealias MetadataFetch = @Sendable (MetadataFile) async throws -> FilePath

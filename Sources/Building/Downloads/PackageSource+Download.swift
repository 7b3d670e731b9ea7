import Files
import Model
import RPM
import SystemPackage

/// A downloaded package as a repository of its own, so that it takes part in resolving.
struct DownloadedPackage: Sendable {
    let source: PackageSource
    /// What asks for exactly this package.
    let request: String
    let name: NEVRA

    /// Proves a package, and writes the metadata of its repository into a folder.
    ///
    /// Throws: `PackageFileError`, `FileError`, `BuildError`.
    init(_ download: FetchedDownload, in folder: Folder) throws {
        guard let checksum = FileChecksum(algorithm: .sha256, hex: download.checksum.hex) else {
            throw BuildError.weakChecksum(download.id)
        }
        let size = UInt64(clamping: download.size)
        let package = try PackageFile(download.path).verified(
            by: download.keyring,
            policy: download.policy,
            checksum: checksum,
            size: size
        )
        let repository = try LocalRepository(
            of: package,
            checksum: checksum,
            size: size,
            location: download.checksum.hex,
            folder: download.path.removingLastComponent()
        )
        let place = try folder.subfolder("of-\(checksum.hex)", making: true)
        let metadata = try place.subfolder("repodata", making: true)
        try metadata.write(repository.primary, to: "primary.xml")
        try metadata.write(repository.index, to: "repomd.xml")
        // The lowest number wins: what the recipe downloads is preferred to the same package elsewhere.
        let id = "download:\(download.id)"
        guard let mirrors = Mirrors([.folder(place.path)]) else {
            throw BuildError.unknownRepository(id)
        }
        source = PackageSource(
            repository: RepositorySource(id: id, priority: 1),
            mirrors: mirrors,
            keyring: download.keyring,
            policy: download.policy
        )
        name = package.header.nevra
        request = name.description
    }
}

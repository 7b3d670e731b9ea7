package import Model
import RPM
import SystemPackage
package import Transfer

/// Where the files of one repository are.
package struct PackageSource: Sendable {
    /// How its files are reached.
    enum Place: Sendable {
        /// A folder of this machine: its files are read where they are.
        case folder(FilePath)
        /// A server: its files are fetched into the cache.
        case server(Location)
    }

    package let definition: PackageRepository
    let place: Place

    /// Makes a source from a repository whose URL is whole, or the path of a folder.
    ///
    /// Throws: `TransferError` when the URL is not one.
    package init(_ definition: PackageRepository) throws(TransferError) {
        self.definition = definition
        guard definition.url.contains("://") else {
            place = .folder(FilePath(definition.url))
            return
        }
        let location = try Location(definition.url)
        place =
            location.scheme == .file ? .folder(FilePath(location.filePath)) : .server(location)
    }

    /// The repository as the solver knows it.
    var repository: RepositorySource { RepositorySource(id: definition.id) }

    /// Where a package of this repository is, given its address in the metadata.
    func place(of location: String, base: String?) throws(TransferError) -> Place {
        let place =
            try base.map { base throws(TransferError) in
                try PackageSource(PackageRepository(id: definition.id, url: base)).place
            } ?? self.place
        switch place {
        case .folder(let folder): return .folder(folder.pushing(FilePath(location)))
        case .server(let server): return .server(server.appending(location))
        }
    }
}

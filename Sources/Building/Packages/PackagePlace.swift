import SystemPackage
import Transfer

/// How the files of a repository are reached.
enum PackagePlace: Hashable, Sendable {
    /// A folder of this machine: its files are read where they are.
    case folder(FilePath)
    /// A server: its files are fetched into the cache.
    case server(Location)

    /// Takes a whole URL, or the path of a folder.
    ///
    /// Throws: `TransferError` when the URL is not one.
    init(_ url: String) throws(TransferError) {
        guard url.contains("://") else {
            self = .folder(FilePath(url))
            return
        }
        let location = try Location(url)
        self = location.scheme == .file ? .folder(FilePath(location.filePath)) : .server(location)
    }

    /// Whether its files come over a network.
    var isServer: Bool {
        guard case .server = self else { return false }
        return true
    }

    /// The address for documents that others read; nothing for a folder, which only this machine has.
    ///
    /// Names, passwords and queries are left out: they may be somebody's secret.
    var publicAddress: String? {
        guard case .server(let location) = self else { return nil }
        return location.publicText
    }

    /// The place of a file below this one.
    func appending(_ path: String) -> PackagePlace {
        switch self {
        case .folder(let folder): .folder(folder.pushing(FilePath(path)))
        case .server(let server): .server(server.appending(path))
        }
    }
}

extension PackagePlace: CustomStringConvertible {
    var description: String {
        switch self {
        case .folder(let path): path.string
        case .server(let location): location.description
        }
    }
}

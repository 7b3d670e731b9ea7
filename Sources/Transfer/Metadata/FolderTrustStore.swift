package import Files
import TUF

/// Trusted metadata in a folder of its own.
package struct FolderTrustStore: TrustStore {
    /// Far above any metadata file, in bytes.
    private static let limit = 64 << 20
    private let folder: Folder

    package init(_ folder: Folder) { self.folder = folder }

    package func read(_ name: String) throws -> [UInt8]? {
        try folder.readIfPresent(name, limit: Self.limit)
    }

    package func write(_ bytes: [UInt8], named name: String) throws {
        try folder.write(bytes, to: name)
    }

    package func remove(_ name: String) throws {
        if try folder.remove(name) { try folder.synchronize() }
    }
}

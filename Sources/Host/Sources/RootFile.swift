import Crypto
import Files
package import Model
package import SystemPackage
import TUF
import Transfer

/// A file with one version of a repository's root, as publishers hand it out.
package enum RootFile {
    private static let limit = 512 << 10

    /// The pin of a root in a file.
    ///
    /// Throws: `SourceError.badRoot` when it is no root, or `FileError`.
    package static func pin(_ path: FilePath) throws -> RootPin {
        guard let name = path.lastComponent?.string else {
            throw SourceError.badRoot(path.string)
        }
        let parent = path.removingLastComponent()
        let folder = try Folder(parent.isEmpty ? "." : parent)
        guard let bytes = try folder.readIfPresent(name, limit: limit) else {
            throw SourceError.badRoot(path.string)
        }
        do throws(TrustError) {
            let root = try Root(signed: Envelope(parsing: bytes).signed)
            return RootPin(
                checksum: Checksum(SHA256.hash(data: bytes)),
                version: Int(clamping: root.version)
            )
        } catch {
            throw SourceError.badRoot(path.string)
        }
    }
}

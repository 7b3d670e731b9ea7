import Files
import FoundationEssentials
import Model
import SystemPackage

/// The provenance beside an image.
struct ImageDocument {
    /// How large a package is once it is installed.
    struct PackageSize {
        let name: String
        /// In bytes.
        let size: UInt64
    }

    let provenance: ImageProvenance
    let sizes: [PackageSize]

    /// Reads the document beside an image; nothing when there is none.
    ///
    /// Throws: `FileError`, `InspectError.badProvenance`.
    init?(beside image: String) throws {
        let path = FilePath(image)
        guard let stem = path.stem, let name = FilePath.Component(stem + ".json") else {
            return nil
        }
        let folder = try Folder(
            path.removingLastComponent().isEmpty ? "." : path.removingLastComponent()
        )
        guard
            let bytes = try folder.readIfPresent(name.string, limit: ImageProvenance.sizeLimit)
        else { return nil }
        do throws(ProvenanceError) {
            provenance = try ImageProvenance(json: bytes)
        } catch {
            throw InspectError.badProvenance(name.string, error)
        }
        sizes = Self.sizes(in: bytes)
    }

    /// Documents of older versions do not tell sizes.
    private static func sizes(in bytes: [UInt8]) -> [PackageSize] {
        struct Document: Decodable {
            struct Package: Decodable {
                let name: String
                let installedSize: UInt64?
            }
            let packages: [Package]
        }
        // What is wrong with the document has been said already.
        let document = try? JSONDecoder().decode(Document.self, from: Data(bytes))
        return (document?.packages ?? []).compactMap { package in
            package.installedSize.map { PackageSize(name: package.name, size: $0) }
        }
    }
}

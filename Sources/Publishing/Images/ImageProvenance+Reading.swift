import FoundationEssentials
import Model

extension ImageProvenance {
    private struct Header: Decodable {
        var format: Int
    }

    /// Reads a provenance document; its format number is looked at first.
    ///
    /// Throws: `ImageRefusal.badProvenance`.
    init(checking document: [UInt8]) throws(ImageRefusal) {
        let decoder = JSONDecoder()
        let data = Data(document)
        do {
            let format = try decoder.decode(Header.self, from: data).format
            guard format == Self.currentFormat else {
                throw ImageRefusal.badProvenance(
                    "it has format \(format), this program reads \(Self.currentFormat)"
                )
            }
            self = try decoder.decode(ImageProvenance.self, from: data)
        } catch let error as ImageRefusal {
            throw error
        } catch {
            throw .badProvenance("\(error)")
        }
    }

    /// The name of the image that this is about.
    var fileName: ImageFileName {
        ImageFileName(name: name, version: version, release: release, architecture: architecture)
    }
}

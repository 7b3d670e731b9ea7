import FoundationEssentials
import Model

extension ImageDocument {
    /// Whether a document's bytes are about the image with this checksum.
    func isAbout(_ image: Checksum, _ bytes: [UInt8]) -> Bool {
        let data = Data(bytes)
        let decoder = JSONDecoder()
        do {
            switch self {
            case .provenance:
                // The provenance is read as a whole before this is asked.
                return true
            case .materials:
                let materials = try decoder.decode(Materials.self, from: data)
                return materials.packages.contains { package in
                    (package.checksums ?? []).contains { $0.checksumValue == image.hex }
                }
            case .attestation:
                let statement = try decoder.decode(Statement.self, from: data)
                return statement.subject.contains { $0.digest["sha256"] == image.hex }
            }
        } catch {
            // What cannot be read is about nothing.
            return false
        }
    }

    private struct Materials: Decodable {
        struct Package: Decodable {
            var checksums: [Checksum]?
        }

        struct Checksum: Decodable {
            var checksumValue: String
        }

        var packages: [Package]
    }

    private struct Statement: Decodable {
        struct Subject: Decodable {
            var digest: [String: String]
        }

        var subject: [Subject]
    }
}

extension ImageProvenance {
    /// Far above any provenance, in bytes.
    package static let sizeLimit = 16 << 20

    /// The document's text.
    ///
    /// Throws: `JSONDocument.Problem`.
    package func json() throws(JSONDocument.Problem) -> [UInt8] { try JSONDocument.text(of: self) }

    /// Reads a document; its format number is looked at first.
    ///
    /// Throws: `ProvenanceError`.
    package init(json: [UInt8]) throws(ProvenanceError) {
        do throws(JSONDocument.Problem) {
            self = try JSONDocument.read(Self.self, format: Self.currentFormat, from: json)
        } catch {
            switch error {
            case .unknownFormat(let number): throw .unknownFormat(number)
            case .malformed(let reason): throw .malformed(reason)
            }
        }
        guard (0...Recipe.revisionLimit).contains(revision) else {
            throw .malformed("'revision': \(revision) is no count of rebuilds")
        }
    }

    /// The name of the image that this is about.
    package var fileName: ImageFileName {
        ImageFileName(name: name, version: version, release: release, architecture: architecture)
    }
}

/// Why a provenance document cannot be used.
package enum ProvenanceError: Diagnosable, Equatable {
    case unknownFormat(Int)
    case malformed(String)

    package var description: String {
        switch self {
        case .unknownFormat(let number):
            "it has format \(number), this program reads \(ImageProvenance.currentFormat)"
        case .malformed(let reason): reason
        }
    }

    package var hint: String? {
        switch self {
        case .unknownFormat: "update veneer"
        case .malformed: nil
        }
    }
}

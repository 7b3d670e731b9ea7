/// The documents that lie beside an image, by what their names end with in place of `raw`.
package enum ImageDocument: String, CaseIterable, Sendable {
    /// Where the image comes from; every image has it.
    case provenance = "json"
    /// The bill of materials, SPDX 2.3.
    case materials = "spdx.json"
    /// The in-toto statement with SLSA's provenance.
    case attestation = "slsa.json"
}

extension ImageFileName {
    /// The name of a document beside the image.
    package func companion(_ document: ImageDocument) -> String { companion(document.rawValue) }
}

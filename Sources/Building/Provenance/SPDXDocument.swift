/// A bill of materials: SPDX 2.3 in JSON, as far as it is used here.
struct SPDXDocument: Encodable {
    /// Something that is claimed to be in, or around, the image.
    struct Package: Encodable {
        let SPDXID: String
        let name: String
        var versionInfo: String?
        var packageFileName: String?
        var summary: String?
        var supplier = noAssertion
        var downloadLocation = noAssertion
        var homepage: String?
        var filesAnalyzed = false
        var checksums: [Checksum]?
        var licenseConcluded = noAssertion
        var licenseDeclared = noAssertion
        var copyrightText = noAssertion
        var sourceInfo: String?
        var builtDate: String?
        var primaryPackagePurpose: String?
        var externalRefs: [ExternalReference]?
    }

    struct Checksum: Encodable {
        let algorithm: String
        let checksumValue: String
    }

    struct ExternalReference: Encodable {
        let referenceCategory: String
        let referenceType: String
        let referenceLocator: String
    }

    struct Relationship: Encodable {
        let spdxElementId: String
        let relationshipType: String
        let relatedSpdxElement: String
    }

    struct CreationInfo: Encodable {
        let created: String
        let creators: [String]
        let licenseListVersion: String
    }

    /// A license that is not on the SPDX list.
    struct ExtractedLicense: Encodable {
        let licenseId: String
        let name: String
        let extractedText: String
    }

    static let noAssertion = "NOASSERTION"
    static let documentID = "SPDXRef-DOCUMENT"

    let SPDXID = Self.documentID
    let spdxVersion = "SPDX-2.3"
    let dataLicense = "CC0-1.0"
    let name: String
    let documentNamespace: String
    let creationInfo: CreationInfo
    let packages: [Package]
    let relationships: [Relationship]
    let hasExtractedLicensingInfos: [ExtractedLicense]?
}

/// How an image was built: an in-toto statement, version 1, with SLSA's provenance, version 1, as far as it is used here.
///
/// It is not signed: what vouches for it is the repository's signature over the image's checksum.
struct SLSAStatement: Encodable {
    /// Something by name, address and digest.
    struct Resource: Encodable {
        var name: String?
        var uri: String?
        var digest: [String: String]?
        var downloadLocation: String?
        var mediaType: String?
        var annotations: [String: String]?
    }

    /// What a person who builds chooses.
    struct ExternalParameters: Encodable {
        let recipe: Resource
        let base: Resource
        let target: [String: String]
    }

    struct BuildDefinition: Encodable {
        let buildType: String
        let externalParameters: ExternalParameters
        let internalParameters: [String: String]
        let resolvedDependencies: [Resource]
    }

    struct Builder: Encodable {
        let id: String
        let version: [String: String]
    }

    struct RunDetails: Encodable {
        let builder: Builder
        let byproducts: [Resource]
    }

    struct Predicate: Encodable {
        let buildDefinition: BuildDefinition
        let runDetails: RunDetails
    }

    let type = "https://in-toto.io/Statement/v1"
    let subject: [Resource]
    let predicateType = "https://slsa.dev/provenance/v1"
    let predicate: Predicate

    /// What kind of build this is: `Documentation/Formats.md` says what its parameters mean.
    static let buildType = "urn:veneer:build:1"
    /// Who built, where nobody says so.
    static let unnamedBuilder = "urn:veneer:builder:unnamed"

    private enum CodingKeys: String, CodingKey {
        case type = "_type"
        case subject
        case predicateType
        case predicate
    }
}

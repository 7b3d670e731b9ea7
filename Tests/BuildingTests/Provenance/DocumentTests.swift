import Foundation
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite("The documents beside an image")
struct DocumentTests {
    /// The text of each document that is made of a provenance.
    static func documents(
        _ provenance: ImageProvenance,
        builderID: String? = nil
    ) throws -> [ImageDocument: String] {
        var texts: [ImageDocument: String] = [:]
        for (document, bytes) in try ImageDocuments(provenance, builderID: builderID).files {
            texts[document] = String(decoding: bytes, as: UTF8.self)
        }
        return texts
    }

    @Test("Each of them, byte for byte", arguments: ImageDocument.allCases)
    func golden(_ document: ImageDocument) throws {
        let text = try #require(Self.documents(try SampleProvenance.make())[document])
        try Golden.expect(text, "tools.\(document.rawValue)")
    }

    @Test("A provenance is read as it was written")
    func readsBack() throws {
        let provenance = try SampleProvenance.make()
        #expect(try ImageProvenance(json: provenance.json()) == provenance)
    }

    @Test(
        "Provenance that is refused",
        arguments: [
            ("\"format\" : 1", "\"format\" : 2", "format 2"),
            ("\"revision\" : 1", "\"revision\" : -1", "revision"),
            ("\"revision\" : 1", "\"revision\" : 1000000", "revision"),
            ("\"name\" : \"tools\"", "\"name\" : \"../tools\"", "name"),
            ("\"size\" : 1234567", "\"size\" : 1e99", "malformed"),
            ("\"inputs\" : \"11", "\"inputs\" : \"1", "inputs"),
            ("{", "", "malformed"),
        ]
    )
    func refused(_ part: String, _ replacement: String, _ word: String) throws {
        let text = String(decoding: try SampleProvenance.make().json(), as: UTF8.self)
        let range = try #require(text.range(of: part))
        let bad = Array(text.replacingCharacters(in: range, with: replacement).utf8)
        let error = #expect(throws: ProvenanceError.self) { try ImageProvenance(json: bad) }
        if word != "malformed" {
            #expect(error?.description.contains(word) == true, "\(String(describing: error))")
        }
    }

    @Test(
        "SPDX's own validator accepts the bill of materials",
        .enabled(if: Judges.areThere, Judges.reason)
    )
    func validMaterials() async throws {
        try await withTemporaryFolder { folder in
            let texts = try Self.documents(try SampleProvenance.make())
            try await Judges.judge(try #require(texts[.materials]), .materials, in: folder)
        }
    }

    @Test(
        "The schemas of in-toto and SLSA accept the attestation",
        .enabled(if: Judges.areThere, Judges.reason),
        arguments: [nil, "https://example.org/builders/1"]
    )
    func validAttestation(_ builder: String?) async throws {
        try await withTemporaryFolder { folder in
            let texts = try Self.documents(try SampleProvenance.make(), builderID: builder)
            let text = try #require(texts[.attestation])
            #expect(text.contains(builder ?? SLSAStatement.unnamedBuilder))
            try await Judges.judge(text, .attestation, in: folder)
        }
    }

    @Test("The judges refuse what is wrong", .enabled(if: Judges.areThere, Judges.reason))
    func judgesRefuse() async throws {
        try await withTemporaryFolder { folder in
            let texts = try Self.documents(try SampleProvenance.make())
            for (document, part, replacement) in [
                (ImageDocument.materials, "\"GPL-2.0-or-later\"", "\"GPLv2+\""),
                (.materials, "\"SPDXRef-Image\"", "\"SPDXRef_Image\""),
                (.attestation, "\"buildType\"", "\"buildtype\""),
                (.attestation, "\"subject\"", "\"subjects\""),
            ] {
                let text = try #require(texts[document])
                let bad = text.replacingOccurrences(of: part, with: replacement)
                try #require(bad != text)
                await #expect(throws: CommandFailed.self, "\(part)") {
                    try await Judges.judge(bad, document, in: folder)
                }
            }
        }
    }
}

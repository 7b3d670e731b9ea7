import Files
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Publishing

@Suite("The documents beside an image are published with it")
struct DocumentTests {
    private static let documents: [ImageDocument: String] = [
        .materials: #"{"packages": [{}, {"checksums": [{"checksumValue": "SHA256"}]}]}"#,
        .attestation: #"{"subject": [{"name": "x", "digest": {"sha256": "SHA256"}}]}"#,
    ]

    @Test("Byte for byte, and no list of images names them")
    func published() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            let sample = SampleImage(documents: Self.documents)
            try sample.write(to: images)
            _ = try await PublishTests.publish(images, to: repository)
            for document in ImageDocument.allCases {
                let name = "\(sample.stem).\(document.rawValue)"
                try await Command.run(
                    "cmp",
                    images.appending(name).string,
                    repository.appending("htop/\(name)").string
                ).check()
            }
            for list in ["SHA256SUMS", "htop/SHA256SUMS"] {
                let text = try await Command.run("cat", repository.appending(list).string).check()
                #expect(text.split(separator: "\n").count { $0.hasSuffix(".raw") } == 1)
                #expect(text.split(separator: "\n").count == 2)
            }
        }
    }

    struct Fault: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var document: ImageDocument
        var text: String
    }

    @Test(
        "A document about something else is refused",
        arguments: [
            Fault(
                testDescription: "materials of another image",
                document: .materials,
                text: #"{"packages": [{"checksums": [{"checksumValue": "00"}]}]}"#
            ),
            Fault(
                testDescription: "materials of nothing",
                document: .materials,
                text: #"{"packages": []}"#
            ),
            Fault(testDescription: "no JSON", document: .materials, text: "SHA256"),
            Fault(testDescription: "an empty file", document: .attestation, text: ""),
            Fault(
                testDescription: "an attestation of another image",
                document: .attestation,
                text: #"{"subject": [{"digest": {"sha256": "00"}}]}"#
            ),
            Fault(
                testDescription: "an attestation by another digest",
                document: .attestation,
                text: #"{"subject": [{"digest": {"sha512": "SHA256"}}]}"#
            ),
            Fault(
                testDescription: "deep nesting",
                document: .attestation,
                text: String(repeating: "[", count: 100_000)
            ),
        ]
    )
    func refused(_ fault: Fault) async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            let sample = SampleImage(documents: [fault.document: fault.text])
            try sample.write(to: images)
            let error = await #expect(throws: PublishError.self) {
                try await PublishTests.publish(images, to: repository)
            }
            let name = "\(sample.stem).\(fault.document.rawValue)"
            #expect(error?.description.contains("'\(name)' beside it is not about it") == true)
            #expect(!isReadable(repository))
        }
    }
}

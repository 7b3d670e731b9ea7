import Building
import Model
import SystemPackage
import Testing

@Suite("Whether an image is built again, and as which revision")
struct RebuildTests {
    private static func checksum(_ text: String) -> Checksum {
        Checksum(prefix: Array(text.utf8) + [UInt8](repeating: 0, count: 32))
    }

    /// An image of the past: `VERSION-RELEASE`, revision, inputs and content.
    private static func image(
        _ version: String,
        _ revision: Int = 0,
        inputs: String = "old",
        content: String? = "old",
        isMissing: Bool = false
    ) throws -> PreviousImage {
        let evr = try #require(EVR(version))
        let provenance = ImageProvenance(
            name: try #require(ExtensionName("htop")),
            summary: "",
            version: try #require(ImageVersion(evr, revision: revision)),
            packageVersion: evr,
            revision: revision,
            release: try #require(ReleaseLabel("43")),
            architecture: .x86_64,
            checksum: checksum(""),
            size: 1,
            inputs: checksum(inputs),
            content: content.map(checksum),
            recipe: checksum(""),
            base: .init(
                os: OSRelease(id: "fedora", versionID: "43"),
                digest: checksum(""),
                packageCount: 1
            ),
            packages: [],
            units: [],
            builder: [:]
        )
        return PreviousImage(provenance: provenance, path: "x", isMissing: isMissing)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var past: [PreviousImage]
        var version = "3.4-1"
        var wanted = 0
        var inputs = "new"
        var content: String? = "new"
        var isForced = false
        /// The revision that is built, or nothing.
        var revision: Int?
        /// Whether the content has to be known to see that nothing has to be built.
        var isSeenLate = false
    }

    static func cases() throws -> [Case] {
        [
            Case(testDescription: "nothing was built before", past: [], revision: 0),
            Case(
                testDescription: "nothing was built before, and the recipe asks for a revision",
                past: [],
                wanted: 3,
                revision: 3
            ),
            Case(testDescription: "the same inputs", past: [try image("3.4-1")], inputs: "old"),
            Case(
                testDescription: "other inputs and other content",
                past: [try image("3.4-1")],
                revision: 1
            ),
            Case(
                testDescription: "other inputs, but the same content",
                past: [try image("3.4-1")],
                content: "old",
                isSeenLate: true
            ),
            Case(
                testDescription: "content that nobody can tell",
                past: [try image("3.4-1", content: nil)],
                content: nil,
                revision: 1
            ),
            Case(
                testDescription: "one more than the last of several",
                past: [try image("3.4-1", 9), try image("3.4-1", 10), try image("3.4-1")],
                revision: 11
            ),
            Case(
                testDescription: "back to what an earlier revision was",
                past: [try image("3.4-1", inputs: "new", content: "new"), try image("3.4-1", 1)],
                revision: 2
            ),
            Case(
                testDescription: "the recipe asks for a higher revision than the next",
                past: [try image("3.4-1", 1)],
                wanted: 7,
                revision: 7
            ),
            Case(
                testDescription: "the recipe asks for a revision that was built",
                past: [try image("3.4-1", 2)],
                wanted: 1,
                revision: 3
            ),
            Case(
                testDescription: "the recipe asks for a higher one, though the content is the same",
                past: [try image("3.4-1")],
                wanted: 2,
                content: "old",
                revision: 2
            ),
            Case(
                testDescription: "a newer package",
                past: [try image("3.4-1", 4)],
                version: "3.4-2",
                revision: 0
            ),
            Case(
                testDescription: "an older package, which has been built before",
                past: [try image("3.4-1", 1), try image("3.4-2", 3)],
                revision: 2
            ),
            Case(
                testDescription: "once more by force",
                past: [try image("3.4-1", 2)],
                inputs: "old",
                content: "old",
                isForced: true,
                revision: 2
            ),
            Case(
                testDescription: "by force, with other inputs",
                past: [try image("3.4-1", 2)],
                content: "old",
                isForced: true,
                revision: 3
            ),
            Case(
                testDescription: "the image is gone",
                past: [try image("3.4-1", 2, isMissing: true)],
                inputs: "old",
                content: "old",
                revision: 2
            ),
        ]
    }

    @Test(arguments: try cases())
    func decides(_ example: Case) throws {
        var past = PreviousImages(
            name: try #require(ExtensionName("htop")),
            release: try #require(ReleaseLabel("43")),
            architecture: .x86_64
        )
        for image in example.past { past.add(image) }
        let rebuild = Rebuild(
            of: try #require(EVR(example.version)),
            revision: example.wanted,
            inputs: Self.checksum(example.inputs),
            previous: past,
            isForced: example.isForced
        )
        let early = rebuild.unchanged
        let late = early ?? rebuild.unchanged(content: example.content.map(Self.checksum))
        #expect((late == nil ? rebuild.nextRevision : nil) == example.revision)
        #expect((early == nil && late != nil) == example.isSeenLate)
    }

    @Test("Images of other extensions, releases and architectures do not count")
    func others() throws {
        let image = try Self.image("3.4-1")
        for (name, release, architecture) in [
            ("jq", "43", Architecture.x86_64), ("htop", "44", .x86_64), ("htop", "43", .aarch64),
        ] {
            var past = PreviousImages(
                name: try #require(ExtensionName(name)),
                release: try #require(ReleaseLabel(release)),
                architecture: architecture
            )
            past.add(image)
            #expect(past.images.isEmpty)
        }
    }

    @Test("The image before a version is the newest that is older")
    func newestBefore() throws {
        var past = PreviousImages(
            name: try #require(ExtensionName("htop")),
            release: try #require(ReleaseLabel("43")),
            architecture: .x86_64
        )
        for image in [
            try Self.image("3.4-2"), try Self.image("3.4-1", 1), try Self.image("3.4-1"),
        ] { past.add(image) }
        let found = try ["3.4-1", "3.4-1-1", "3.4-1-2", "4-1"].map { text in
            past.newest(before: try #require(ImageVersion(text)))?.provenance.version.text
        }
        #expect(found == [nil, "3.4-1", "3.4-1-1", "3.4-2"])
    }
}

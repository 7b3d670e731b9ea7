import Host
import Model
import Testing

/// An image as an index lists it.
func published(
    _ name: String,
    _ version: String,
    release: String = "43",
    id: String = "fedora",
    claims: String? = nil,
    architecture: Architecture = .x86_64
) throws -> PublishedImage {
    let text = "ID=\(id)\nVERSION_ID=\(claims ?? release)\nARCHITECTURE=\(architecture)\n"
    return PublishedImage(
        name: try #require(ExtensionName(name)),
        summary: "",
        version: try #require(ImageVersion(version)),
        release: try #require(ReleaseLabel(release)),
        architecture: architecture,
        size: 4096,
        checksum: try #require(checksum(Array("\(name)\(version)\(release)".utf8))),
        extensionRelease: ExtensionRelease(parsing: text),
        units: [],
        packages: []
    )
}

let fedora43 = HostFacts(
    os: OSRelease(id: "fedora", versionID: "43"),
    architecture: .x86_64
)

func selection(_ offers: [String: [PublishedImage]], host: HostFacts = fedora43) throws -> Selection
{
    var indexes: [SourceName: RepositoryIndex] = [:]
    for (source, images) in offers {
        indexes[try #require(SourceName(source))] = RepositoryIndex(
            version: 1,
            title: "",
            images: images
        )
    }
    return Selection(host: host, indexes: indexes)
}

@Suite("Images that not every host takes")
struct PhaseTests {
    private static func request() throws -> ExtensionRequest {
        ExtensionRequest(name: try #require(ExtensionName("htop")), source: nil)
    }

    private static func host(_ id: String?, at now: Int64) -> HostFacts {
        var host = fedora43
        host.machineID = id
        host.now = now
        return host
    }

    @Test func `a rollout reaches hosts one after the other, each at its own time`() throws {
        var new = try published("htop", "2")
        new.rollout = Rollout(start: 1_000, duration: 1_000)
        let offers = ["main": [try published("htop", "1"), new]]
        var counts: [Int] = []
        for now in [999, 1_250, 1_500, 2_000] as [Int64] {
            let taken = try (0..<400).count { number in
                let host = Self.host("\(number)", at: now)
                let best = try selection(offers, host: host).best(Self.request())
                return best.image.version.text == "2"
            }
            counts.append(taken)
        }
        #expect(counts.first == 0 && counts.last == 400)
        #expect((60...140).contains(counts[1]) && (150...250).contains(counts[2]))
        let nobody = try selection(offers, host: Self.host(nil, at: 1_998)).best(Self.request())
        #expect(nobody.image.version.text == "1")
    }

    @Test func `a host that asks for what it cannot have yet is told from when on`() throws {
        var new = try published("htop", "2")
        new.rollout = Rollout(start: 1_000, duration: 0)
        let error = #expect(throws: SelectionError.self) {
            try selection(["main": [new]], host: Self.host("a", at: 999)).best(Self.request())
        }
        #expect(error?.description.contains("from 1970-01-01T00:16:40Z on") == true)
    }

    @Test func `a withdrawn image is not offered, and the reason is told`() throws {
        var new = try published("htop", "2")
        new.withdrawn = Withdrawal(reason: "it loses data", date: 5)
        let offers = ["main": [try published("htop", "1"), new]]
        let best = try selection(offers).best(Self.request())
        #expect(best.image.version.text == "1")
        let error = #expect(throws: SelectionError.self) {
            try selection(["main": [new]]).best(Self.request())
        }
        #expect(error?.description.contains("it loses data") == true)
    }
}

@Suite("The choice of an image")
struct SelectionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var offers: [String: [PublishedImage]]
        var source: String?
        /// Source, version and release.
        var expected: String
    }

    static func cases() throws -> [Case] {
        [
            Case(
                testDescription: "the newest version, by number and not by letter",
                offers: ["a": [try published("jq", "1.9-1"), try published("jq", "1.10-1")]],
                expected: "a 1.10-1 43"
            ),
            Case(
                testDescription: "a newer one for another release is passed over",
                offers: [
                    "a": [try published("jq", "1-1"), try published("jq", "2-1", release: "44")]
                ],
                expected: "a 1-1 43"
            ),
            Case(
                testDescription: "a newer one for another architecture is passed over",
                offers: [
                    "a": [
                        try published("jq", "1-1"),
                        try published("jq", "2-1", architecture: .aarch64),
                    ]
                ],
                expected: "a 1-1 43"
            ),
            Case(
                testDescription: "the newest of all sources",
                offers: ["a": [try published("jq", "1-1")], "b": [try published("jq", "2-1")]],
                expected: "b 2-1 43"
            ),
            Case(
                testDescription: "the first source by name, of the same version",
                offers: ["b": [try published("jq", "1-1")], "a": [try published("jq", "1-1")]],
                expected: "a 1-1 43"
            ),
            Case(
                testDescription: "only the source that was asked for",
                offers: ["a": [try published("jq", "2-1")], "b": [try published("jq", "1-1")]],
                source: "b",
                expected: "b 1-1 43"
            ),
            Case(
                testDescription: "ID=_any with this release's label",
                offers: ["a": [try published("jq", "1-1", id: "_any")]],
                expected: "a 1-1 43"
            ),
            Case(
                testDescription: "ID=_any with another label is passed over, whatever it claims",
                offers: [
                    "a": [
                        try published("jq", "1-1"),
                        try published("jq", "2-1", release: "42", id: "_any", claims: "43"),
                    ]
                ],
                expected: "a 1-1 43"
            ),
        ]
    }

    @Test(arguments: try cases())
    func `takes the newest that fits`(example: Case) throws {
        let chosen = try selection(example.offers).best(
            ExtensionRequest(name: name("jq"), source: example.source.flatMap { SourceName($0) })
        )
        #expect(
            "\(chosen.source) \(chosen.image.version) \(chosen.image.release)" == example.expected
        )
    }

    @Test func `says for each group of images why it does not fit`() throws {
        let offers = [
            "a": [
                try published("jq", "1-1", release: "42"),
                try published("jq", "2-1", release: "42"),
                try published("jq", "9-1", architecture: .aarch64),
                try published("jq", "3-1", id: "debian"),
                try published("jq", "4-1", release: "41", id: "_any"),
            ]
        ]
        do {
            _ = try selection(offers).best(ExtensionRequest(name: name("jq")))
            Issue.record("something was chosen")
        } catch let error as SelectionError {
            #expect(
                error.description == """
                    no image of 'jq' fits this host: 2 images up to version 2-1: it is built for \
                    release 42, this host is release 43; version 3-1: it is built for debian, this \
                    host is fedora; version 4-1: it is labelled for release 41, this host is release \
                    43; version 9-1: it is built for arm64, this host is x86-64
                    """
            )
        }
    }

    @Test(arguments: [
        ("htopp", ["htop"]), ("hotp", ["htop"]), ("kube", ["kubernetes-1.35"]), ("zzz", []),
    ])
    func `names that are close are offered`(typed: String, expected: [String]) throws {
        let offers = ["a": [try published("htop", "1"), try published("kubernetes-1.35", "1")]]
        #expect {
            _ = try selection(offers).best(ExtensionRequest(name: name(typed)))
        } throws: { error in
            guard case SelectionError.unknown(_, let similar, _) = error else { return false }
            return similar == expected
        }
    }
}

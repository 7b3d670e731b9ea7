import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// Which advisories an image's packages bring.
struct AdvisoryTests {
    private static let updateInfo = """
        <?xml version="1.0" encoding="UTF-8"?>
        <updates>
        <update from="updates@example.org" status="stable" type="security" version="2.0">
          <id>TEST-2026-1</id><title>htop-3.2-1</title><severity>Important</severity>
          <issued date="2026-03-01 12:00:00"/><updated date="2026-03-02 00:00:00"/>
          <description>Closes a hole.</description>
          <references>
            <reference href="https://bugs.example.org/77" id="77" type="bugzilla" title="htop crashes"/>
            <reference href="https://cve.example.org/CVE-2026-1001" id="CVE-2026-1001" type="cve" title="CVE-2026-1001"/>
          </references>
          <pkglist><collection short="F"><name>F</name>
            <package name="htop" version="3.2" release="1" epoch="0" arch="x86_64" src="htop-3.2-1.src.rpm"><filename>htop-3.2-1.x86_64.rpm</filename></package>
            <package name="htop" version="3.2" release="1" epoch="0" arch="aarch64" src="htop-3.2-1.src.rpm"><filename>htop-3.2-1.aarch64.rpm</filename></package>
          </collection></pkglist>
        </update>
        <update from="updates@example.org" status="stable" type="bugfix" version="2.0">
          <id>TEST-2026-2</id><title>htop-3.3-1 and libhtop-3.3-1</title><severity>None</severity>
          <issued date="2026-04-01 12:00:00"/>
          <pkglist><collection short="F"><name>F</name>
            <package name="htop" version="3.3" release="1" epoch="0" arch="x86_64"><filename>htop-3.3-1.x86_64.rpm</filename></package>
            <package name="libhtop" version="3.3" release="1" epoch="1" arch="x86_64"><filename>libhtop-3.3-1.x86_64.rpm</filename></package>
          </collection></pkglist>
        </update>
        <update from="updates@example.org" status="stable" type="unheard-of" version="2.0">
          <id>TEST-2026-3</id><title>htop-3.4-1</title>
          <pkglist><collection short="F"><name>F</name>
            <package name="htop" version="3.4" release="1" epoch="0" arch="x86_64"><filename>htop-3.4-1.x86_64.rpm</filename></package>
          </collection></pkglist>
        </update>
        </updates>
        """

    private func index(
        _ folder: FilePath,
        bytes: [UInt8] = Array(Self.updateInfo.utf8),
        name: String = "updateinfo.xml",
        fetch: FolderFetch? = nil
    ) async throws -> PackageIndex {
        let primary = TinyPackage.primary([TinyPackage("htop", "3.4")])
        try TinyRepository.write(
            [
                .init(kind: "primary", name: "primary.xml", bytes: Array(primary.utf8)),
                .init(kind: "updateinfo", name: name, bytes: bytes),
            ],
            in: folder
        )
        return try await PackageIndex.load(
            repositories: [RepositorySource(id: "r")],
            base: nil,
            architecture: .x86_64,
            cache: nil,
            fetch: (fetch ?? FolderFetch(["r": folder])).fetch
        )
    }

    private static func package(_ text: String) -> NEVRA {
        let words = text.split(separator: " ").map(String.init)
        return NEVRA(
            name: words[0],
            evr: EVR(words[1]) ?? EVR(version: "", release: ""),
            architecture: words.count > 2 ? words[2] : "x86_64"
        )
    }

    struct Step: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let new: [String]
        let old: [String]?
        let advisories: [String]
    }

    static let steps = [
        Step(
            testDescription: "everything up to the new version, without an old one",
            new: ["htop 3.3-1"],
            old: nil,
            advisories: ["TEST-2026-1", "TEST-2026-2"]
        ),
        Step(
            testDescription: "over two advisories",
            new: ["htop 3.3-2"],
            old: ["htop 3.1-1"],
            advisories: ["TEST-2026-1", "TEST-2026-2"]
        ),
        Step(
            testDescription: "from an advisory's own version",
            new: ["htop 3.3-1"],
            old: ["htop 3.2-1"],
            advisories: ["TEST-2026-2"]
        ),
        Step(
            testDescription: "not far enough",
            new: ["htop 3.2-0"],
            old: ["htop 3.1-1"],
            advisories: []
        ),
        Step(
            testDescription: "backwards",
            new: ["htop 3.1-1"],
            old: ["htop 3.4-1"],
            advisories: []
        ),
        Step(
            testDescription: "a package that is new",
            new: ["htop 3.4-1"],
            old: ["jq 1-1"],
            advisories: []
        ),
        Step(
            testDescription: "another architecture",
            new: ["htop 3.4-1 aarch64"],
            old: ["htop 3.1-1 aarch64"],
            advisories: ["TEST-2026-1"]
        ),
        Step(
            testDescription: "an epoch",
            new: ["libhtop 3.4-1"],
            old: ["libhtop 3.0-1"],
            advisories: []
        ),
        Step(
            testDescription: "the newest of several old ones",
            new: ["htop 3.3-1"],
            old: ["htop 3.3-1", "htop 3.1-1"],
            advisories: []
        ),
    ]

    @Test(arguments: steps) func anUpdateBrings(_ step: Step) async throws {
        try await withScratch { scratch in
            let index = try await index(scratch)
            let found = try await index.advisories(
                of: step.new.map(Self.package),
                replacing: step.old.map { $0.map(Self.package) }
            )
            #expect(found.map(\.id) == step.advisories)
        }
    }

    @Test func allThatIsKnownIsTold() async throws {
        try await withScratch { scratch in
            let index = try await index(scratch)
            let found = try await index.advisories(
                of: [Self.package("htop 3.4-1")],
                replacing: [Self.package("htop 3.1-1")]
            )
            #expect(
                found.first
                    == Advisory(
                        id: "TEST-2026-1",
                        kind: .security,
                        severity: "Important",
                        title: "htop-3.2-1",
                        issued: 1_772_366_400,
                        references: [
                            .init(
                                kind: "bugzilla",
                                id: "77",
                                url: "https://bugs.example.org/77",
                                title: "htop crashes"
                            ),
                            .init(
                                kind: "cve",
                                id: "CVE-2026-1001",
                                url: "https://cve.example.org/CVE-2026-1001",
                                title: "CVE-2026-1001"
                            ),
                        ],
                        packages: ["htop-3.4-1.x86_64"]
                    )
            )
            #expect(found.first?.vulnerabilities == ["CVE-2026-1001"])
            #expect(found.map(\.kind) == [.security, .bugfix, .other])
            #expect(found.map(\.severity) == ["Important", nil, nil])
        }
    }

    @Test(
        Needs.program("zstd"),
        Needs.program("xz"),
        arguments: [("gzip", "gz"), ("xz", "xz"), ("zstd", "zst")]
    ) func theyMayBePacked(_ program: String, suffix: String) async throws {
        try await withScratch { scratch in
            let plain = scratch.appending("updateinfo.xml")
            try Data(Self.updateInfo.utf8).write(to: URL(filePath: plain.string))
            _ = try await output(program, "-kq", plain.string)
            let packed = try Data(contentsOf: URL(filePath: "\(plain).\(suffix)"))
            let index = try await index(
                scratch,
                bytes: Array(packed),
                name: "updateinfo.xml.\(suffix)"
            )
            #expect(try await index.advisories(of: [Self.package("htop 3.4-1")]).count == 3)
        }
    }

    @Test(
        arguments: [
            ("2026-03-01 12:00:00", 1_772_366_400), ("2026-03-01", 1_772_323_200),
            ("2024-02-29 23:59:59", 1_709_251_199), ("1380727801", 1_380_727_801),
            ("1970-01-01", 0), ("1969-12-31", nil), ("2026-13-01", nil), ("yesterday", nil),
            ("", nil),
            ("2026-03-01 25:00:00", nil),
        ] as [(String, UInt64?)]
    ) func aDateIsRead(_ text: String, seconds: UInt64?) {
        #expect(MetadataDate(parsing: text)?.seconds == seconds)
    }

    @Test func noPackagesNeedNoMetadata() async throws {
        try await withScratch { scratch in
            let fetch = FolderFetch(["r": scratch])
            let index = try await index(scratch, fetch: fetch)
            #expect(try await index.advisories(of: [], replacing: []).isEmpty)
            #expect(fetch.kinds == ["repomd", "primary"])
        }
    }

    @Test func brokenAdvisoriesAreNamed() async throws {
        try await withScratch { scratch in
            let index = try await index(scratch, bytes: Array("<updates><update".utf8))
            do {
                _ = try await index.advisories(of: [Self.package("htop 3.4-1")])
                Issue.record("broken advisories were read")
            } catch let error as RepositoryError {
                #expect(error.description.hasPrefix("'repodata/updateinfo.xml' of repository 'r'"))
            }
        }
    }
}

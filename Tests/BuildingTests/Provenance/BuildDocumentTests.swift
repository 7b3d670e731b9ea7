import EROFS
import Building
import Files
import Foundation
import Model
import SystemPackage
import TestSupport
import Testing

@Suite(
    "The documents of real images",
    .enabled(if: FixtureFolder.path != nil, "the fixtures are not made (make fixtures)")
)
struct BuildDocumentTests {
    /// The text of a document beside an image.
    private static func text(
        _ document: ImageDocument,
        of report: BuildReport
    ) throws -> String {
        let path = FilePath(report.path)
        let bytes = try Folder(path.removingLastComponent()).read(
            report.image.dropLast(3) + document.rawValue,
            limit: ImageProvenance.sizeLimit
        )
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func provenance(of report: BuildReport) throws -> ImageProvenance {
        try ImageProvenance(json: Array(text(.provenance, of: report).utf8))
    }

    @Test("The judges accept them", .enabled(if: Judges.areThere, Judges.reason))
    func judged() async throws {
        try await withTemporaryFolder { folder in
            let report = try await DemoCatalogue(folder: folder).build(
                "everything",
                "packages: [veneer-hello, htop, jq, iputils-ping, perl-base, procps]"
            )
            for document in ImageDocument.allCases {
                try await Judges.judge(try Self.text(document, of: report), document, in: folder)
            }
        }
    }

    @Test("They name every package with what rpm and sha256sum say of it")
    func packages() async throws {
        try await withTemporaryFolder { folder in
            let report = try await DemoCatalogue(folder: folder).build(
                "tools",
                "packages: [htop, veneer-hello]"
            )
            let provenance = try Self.provenance(of: report)
            #expect(provenance.packages.map(\.nevra).sorted() == report.packages)
            let materials = try Self.text(.materials, of: report)
            let attestation = try Self.text(.attestation, of: report)
            for package in provenance.packages {
                let file = try FixtureFolder.appending("repo").pushing(FilePath(package.location))
                let format = "%{NEVRA}|%{LICENSE}|%{SOURCERPM}|%{BUILDTIME}"
                let words = try await Command.run(
                    "rpm",
                    "-qp",
                    "--nosignature",
                    "--qf",
                    format,
                    file.string
                ).check()
                #expect(
                    words
                        == "\(package.nevra)|\(package.license ?? "")|\(package.sourcePackage ?? "")|\(package.buildTime ?? 0)"
                )
                let sum = try await Command.run("sha256sum", file.string).check().prefix(64)
                #expect(package.checksum == "sha256:\(sum)")
                #expect(materials.contains(sum) && attestation.contains(sum))
                #expect(package.signedBy != nil)
            }
            let image = try await Command.run("sha256sum", report.path).check().prefix(64)
            #expect(attestation.contains(image) && materials.contains(image))
            #expect(provenance.checksum.hex == image)
            #expect(provenance.created == provenance.packages.compactMap(\.buildTime).max())
        }
    }

    @Test("What is assumed of the base is what rpm says that the packages require of it")
    func assumptions() async throws {
        try await withTemporaryFolder { folder in
            let report = try await DemoCatalogue(folder: folder).build("htop", "packages: [htop]")
            let provenance = try Self.provenance(of: report)
            let assumptions = provenance.base.assumptions
            let repository = try FixtureFolder.appending("repo")
            var missing: Set<String> = []
            for package in provenance.packages {
                let file = repository.pushing(FilePath(package.location))
                let requires = try await Command.run(
                    "rpm",
                    "-qp",
                    "--nosignature",
                    "--requires",
                    file.string
                ).check()
                missing.formUnion(requires.split(separator: "\n").map(String.init))
            }
            // createrepo_c keeps only the newest of the C library's symbol versions.
            missing = missing.filter {
                !$0.hasPrefix("rpmlib(") && !$0.hasPrefix("(") && !$0.hasPrefix("libc.so.6(")
            }
            let met = Set(assumptions.packages.values.joined())
            #expect(!met.isEmpty)
            #expect(met.filter { !$0.hasPrefix("libc.so.6(") }.isSubset(of: missing))
            // What the base does not meet, packages of the image do.
            let provides = try await withThrowingTaskGroup(of: String.self) { group in
                for package in provenance.packages {
                    let file = repository.pushing(FilePath(package.location)).string
                    group.addTask {
                        try await Command.run("rpm", "-qp", "--nosignature", "--provides", file)
                            .check()
                    }
                }
                return try await group.reduce(into: "") { $0 += $1 }
            }
            for requirement in missing.subtracting(met) {
                let name = requirement.split(separator: " ")[0]
                #expect(provides.contains(name), "\(requirement)")
            }
            #expect(assumptions.libraries.contains("libc.so.6"))
            let base = try FixtureFolder.appending("base").string
            let installed = try await Command.run(
                "sh",
                "-c",
                "cp -r \"$1/usr/lib/sysimage/rpm\" \"$2\" && rpm --dbpath \"$2\" -qa --qf '%{NEVRA}\\n'",
                "sh",
                base,
                folder.appending("db").string
            ).check().split(separator: "\n").map(String.init)
            #expect(Set(assumptions.packages.keys).isSubset(of: installed))
        }
    }

    @Test("Files that the base has too are told apart by their content")
    func sharedFiles() async throws {
        try await withTemporaryFolder { folder in
            let base = folder.appending("base")
            let script = """
                cp -a "$1" "$2"; cd "$2/usr"
                mkdir -p bin share/doc/htop share/both
                ln -sf veneer-hello bin/veneer-greet; echo other > bin/htop
                echo same > share/same; echo one > share/different; ln -s a share/link
                """
            try await Command.run(
                "sh",
                "-ec",
                script,
                "sh",
                FixtureFolder.appending("base").string,
                base.string
            ).check()
            let report = try await DemoCatalogue(folder: folder).build(
                "htop",
                """
                packages: [htop]
                allow: {shadowing: ['*']}
                steps:
                  - {file: /usr/share/same, content: "same\\n"}
                  - {file: /usr/share/different, content: "two\\n"}
                  - {symlink: /usr/share/link, target: b}
                  - {directory: /usr/share/both}
                  - {file: /usr/share/new, content: ""}
                """,
                base: base
            )
            let assumptions = try Self.provenance(of: report).base.assumptions
            #expect(assumptions.sameFiles == ["/usr/share/same"])
            #expect(
                assumptions.shadowedFiles == [
                    "/usr/bin/htop", "/usr/share/different", "/usr/share/link",
                ]
            )
        }
    }

    @Test("Nothing in them tells of the machine that built the image")
    func anonymous() async throws {
        try await withTemporaryFolder { folder in
            let report = try await DemoCatalogue(folder: folder).build("htop", "packages: [htop]")
            for document in ImageDocument.allCases {
                let text = try Self.text(document, of: report)
                #expect(!text.contains(folder.string))
                #expect(!text.contains(try FixtureFolder.appending("").string))
            }
            let repository = try #require(try Self.provenance(of: report).repositories.first)
            #expect(repository.id == "fixtures" && repository.url == nil)
            let sum = try await Command.run(
                "sha256sum",
                FixtureFolder.appending("repo/repodata/repomd.xml").string
            ).check().prefix(64)
            #expect(repository.metadata == "sha256:\(sum)")
        }
    }

    @Test(
        "What an update fixes is told by the repository's advisories",
        .enabled(if: Command.exists("modifyrepo_c"), "createrepo_c is not installed")
    )
    func advisories() async throws {
        try await withTemporaryFolder { folder in
            var catalogue = DemoCatalogue(folder: folder)
            let lines = "packages: [veneer-hello, htop]"
            let first = try await catalogue.build("hello", lines)
            #expect(try Self.provenance(of: first).fixes == nil)
            let next = folder.appending("next")
            let script = """
                cp -r "$1" "$2"
                printf '%s' "$3" > "$2/updateinfo.xml"
                modifyrepo_c "$2/updateinfo.xml" "$2/repodata"
                """
            try await Command.run(
                "sh",
                "-ec",
                script,
                "sh",
                FixtureFolder.appending("repo-next").string,
                next.string,
                Self.updateinfo
            ).check()
            catalogue.repository = next.string
            let second = try await catalogue.build("hello", lines)
            let fixes = try #require(try Self.provenance(of: second).fixes)
            #expect(fixes.since == first.version)
            #expect(fixes.advisories.map(\.id) == ["TEST-2026-1"])
            #expect(fixes.advisories.first?.vulnerabilities == ["CVE-2026-1"])
            #expect(fixes.advisories.first?.packages == ["veneer-hello-2.0-1.x86_64"])
        }
    }

    /// One advisory for the newer greeting, and one for a package that is not newer.
    private static let updateinfo = """
        <?xml version="1.0" encoding="UTF-8"?>
        <updates>
        <update from="test" status="stable" type="security" version="1"><id>TEST-2026-1</id>
        <title>hello</title><issued date="2026-01-02 00:00:00"/><severity>Important</severity>
        <references><reference href="https://example.org/" id="CVE-2026-1" title="t" type="cve"/></references>
        <description>d</description><pkglist><collection short="t"><name>t</name>
        <package name="veneer-hello" version="2.0" release="1" epoch="0" arch="x86_64" src="x.src.rpm">
        <filename>veneer-hello-2.0-1.x86_64.rpm</filename></package></collection></pkglist></update>
        <update from="test" status="stable" type="bugfix" version="1"><id>TEST-2026-2</id>
        <title>htop</title><issued date="2026-01-02 00:00:00"/>
        <references/><description>d</description><pkglist><collection short="t"><name>t</name>
        <package name="htop" version="1.0" release="1" epoch="0" arch="x86_64" src="x.src.rpm">
        <filename>htop-1.0-1.x86_64.rpm</filename></package></collection></pkglist></update>
        </updates>
        """

    @Test(
        "An image for any system says so, and still names its release",
        .enabled(if: Command.exists("fsck.erofs"), "erofs-utils is not installed")
    )
    func identity() async throws {
        try await withTemporaryFolder { folder in
            let catalogue = DemoCatalogue(folder: folder)
            let bound = try await catalogue.build("htop", "packages: [htop]")
            let free = try await catalogue.build("htop", "packages: [htop]\nidentity: any")
            #expect(free.version.text == bound.version.text + "-1")
            #expect(free.release == bound.release)
            for (report, id) in [(bound, "debian"), (free, "_any")] {
                let unpacked = folder.appending(id)
                try await Command.run("fsck.erofs", "--extract=\(unpacked)", report.path).check()
                let text = try await Command.run("cat", unpacked.string + Self.releaseFile).check()
                #expect(text.contains("ID=\(id)\nVERSION_ID=\(bound.release)\n"), "\(text)")
            }
        }
    }

    private static let releaseFile = "/usr/lib/extension-release.d/extension-release.htop"

    @Test("An older version than before is a warning, unless the recipe accepts it")
    func older() async throws {
        try await withTemporaryFolder { folder in
            var catalogue = DemoCatalogue(folder: folder, repository: "repo-next")
            _ = try await catalogue.build("hello", "packages: [veneer-hello]")
            catalogue.repository = "repo"
            let older = try await catalogue.build("hello", "packages: [veneer-hello]")
            #expect(older.findings.map(\.check).contains("version-order"))
            let accepted = try await catalogue.build(
                "hello",
                "packages: [veneer-hello]\nallow: {version-order: ['*'], capabilities: ['*']}\nsteps: [{directory: /usr/share/x}]"
            )
            let finding = accepted.findings.first { $0.check == "version-order" }
            #expect(finding?.level == .note)
            #expect(
                try Self.provenance(of: accepted).accepted.map(\.check).contains("version-order")
            )
        }
    }
}

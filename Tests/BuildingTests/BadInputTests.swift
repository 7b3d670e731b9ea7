import Building
import Foundation
import Model
import SystemPackage
import TestSupport
import Testing

@Suite(
    "Bad packages, bases and recipes are refused, and nothing is left",
    .enabled(if: FixtureFolder.path != nil, "the fixtures are not made (make fixtures)")
)
struct BadInputTests {
    struct Fault: CustomTestStringConvertible, Sendable {
        let name: String
        var packages: String?
        let sentence: String
        let exitCode: Int32
        var testDescription: String { name }
    }

    static let faults = [
        Fault(name: "unsigned", sentence: "is not signed", exitCode: 3),
        Fault(name: "stranger", sentence: "which is not trusted", exitCode: 3),
        Fault(name: "tampered", sentence: "fails verification", exitCode: 3),
        Fault(name: "checksum", sentence: "has the checksum", exitCode: 3),
        Fault(name: "truncated", sentence: "primary.xml.gz", exitCode: 3),
        Fault(name: "malformed", sentence: "is malformed", exitCode: 1),
        Fault(name: "missing", sentence: "nobody-provides-this >= 2", exitCode: 1),
        Fault(name: "newer", sentence: "coreutils >= 99", exitCode: 1),
        Fault(name: "conflict", sentence: "conflicts with 'coreutils", exitCode: 1),
        Fault(
            name: "rivals",
            packages: "veneer-left, veneer-right",
            sentence: "conflicts with 'veneer-right",
            exitCode: 1
        ),
        Fault(
            name: "clash",
            packages: "veneer-first, veneer-second",
            sentence: "'/usr/share/veneer-clash' comes from both",
            exitCode: 1
        ),
        Fault(name: "outside", sentence: "is outside of /usr", exitCode: 1),
        Fault(name: "device", sentence: "'/usr/lib/veneer-null'", exitCode: 1),
        Fault(
            name: "outside",
            packages: "no-such-package",
            sentence: "no-such-package",
            exitCode: 1
        ),
    ]

    @Test("Packages and repositories", arguments: faults)
    func refused(_ fault: Fault) async throws {
        try await withTemporaryFolder { folder in
            let catalogue = DemoCatalogue(folder: folder, repository: "repo-bad/\(fault.name)")
            let error = await #expect(throws: (any Error).self) {
                try await catalogue.build(
                    "bad",
                    "packages: [\(fault.packages ?? "veneer-\(fault.name)")]"
                )
            }
            let diagnosable = try #require(error as? any Diagnosable)
            let lines = diagnosticLines(for: diagnosable).joined(separator: "\n")
            #expect(lines.contains(fault.sentence), "\(lines)")
            #expect(diagnosable.kind.exitCode == fault.exitCode)
            #expect(lines.contains("hint: "), "\(lines)")
            expectNothing(in: catalogue.output)
        }
    }

    @Test("An unsigned package is taken where the repository says so")
    func allowedUnsigned() async throws {
        try await withTemporaryFolder { folder in
            let catalogue = DemoCatalogue(
                folder: folder,
                repository: "repo-bad/unsigned",
                isSigned: false
            )
            let report = try await catalogue.build("bad", "packages: [veneer-unsigned]")
            #expect(report.packages == ["veneer-unsigned-1.0-1.x86_64"])
        }
    }

    @Test("Steps take out what cannot be there")
    func stepsHelp() async throws {
        try await withTemporaryFolder { folder in
            let catalogue = DemoCatalogue(folder: folder, repository: "repo-bad/outside")
            let report = try await catalogue.build(
                "good",
                "packages: [veneer-outside]\nsteps:\n  - move: /srv/veneer\n    to: /usr/lib/veneer"
            )
            #expect(report.version.text == "1.0-1")
        }
    }

    struct BadBase: CustomTestStringConvertible, Sendable {
        let name: String
        let script: String
        var testDescription: String { name }
    }

    static let bases = [
        BadBase(name: "no folder", script: "true"),
        BadBase(name: "a file", script: "echo > base"),
        BadBase(name: "nothing in it", script: "mkdir base"),
        BadBase(
            name: "no RPM database",
            script: "mkdir -p base/usr/lib; echo ID=x > base/usr/lib/os-release"
        ),
        BadBase(
            name: "an RPM database that is empty",
            script: """
                mkdir -p base/usr/lib/sysimage/rpm; echo ID=x > base/usr/lib/os-release
                rpm --dbpath "$PWD/base/usr/lib/sysimage/rpm" --initdb
                """
        ),
        BadBase(
            name: "an RPM database of garbage",
            script: """
                mkdir -p base/usr/lib/sysimage/rpm; echo ID=x > base/usr/lib/os-release
                head -c 8192 /dev/urandom > base/usr/lib/sysimage/rpm/rpmdb.sqlite
                """
        ),
        BadBase(
            name: "a release that cannot stand in a file name",
            script:
                "mkdir -p base/usr/lib; printf 'ID=x\\nVERSION_ID=4-3\\n' > base/usr/lib/os-release"
        ),
    ]

    @Test("Bases", arguments: bases)
    func refusedBase(_ example: BadBase) async throws {
        try await withTemporaryFolder { folder in
            try await Command.run("sh", "-c", "cd \"$1\" && \(example.script)", "sh", folder.string)
                .check()
            let catalogue = DemoCatalogue(folder: folder)
            let error = await #expect(throws: (any Error).self) {
                try await catalogue.build(
                    "bad",
                    "packages: [htop]",
                    base: folder.appending("base")
                )
            }
            let diagnosable = try #require(error as? any Diagnosable)
            #expect(diagnosable.description.contains("base"), "\(diagnosable)")
            expectNothing(in: catalogue.output)
        }
    }

    @Test("A unit to start that is not there, and a version from a package that is not")
    func recipes() async throws {
        try await withTemporaryFolder { folder in
            let catalogue = DemoCatalogue(folder: folder)
            await #expect(throws: TreeError.noUnit("no.service")) {
                try await catalogue.build("a", "packages: [veneer-hello]\nstart: [no.service]")
            }
            let error = await #expect(throws: BuildError.self) {
                try await catalogue.build("b", "packages: [htop]\nversion-from: emacs")
            }
            #expect(error?.hint?.contains("htop") == true)
            expectNothing(in: catalogue.output)
        }
    }

    private func expectNothing(in folder: FilePath) {
        let left = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
        #expect(left == [])
    }
}

import SystemPackage
import TestSupport
import Testing

@Suite(
    "What cannot be built is refused, and nothing is left",
    .enabled(if: BuiltProgram.canBuild, "needs the built program and 'Fixtures/packages'")
)
struct BuildRefusalTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        var repository = "repo"
        var recipe: String
        let verdict: Verdict
        var testDescription: String { name }

        init(
            _ name: String,
            lines: String,
            _ code: Int32,
            _ says: String...,
            hasHint: Bool = true
        ) {
            self.name = name
            recipe = "name: good\nsummary: A test\n\(lines)\n"
            verdict = Verdict(code: code, says: says, hasHint: hasHint)
        }

        /// A fault of `repo-bad`.
        init(fault: String, packages: String? = nil, _ code: Int32, _ says: String...) {
            name = fault
            repository = "repo-bad/\(fault)"
            recipe =
                "name: good\nsummary: A test\npackages: [\(packages ?? "veneer-\(fault)")]\n"
            verdict = Verdict(code: code, says: says)
        }
    }

    static let packages = [
        Example("an unknown package", lines: "packages: [no-such-package]", 1, "no-such-package"),
        Example(fault: "missing", 1, "nobody-provides-this >= 2"),
        Example(fault: "newer", 1, "but the base has 'coreutils"),
        Example(fault: "conflict", 1, "conflicts with 'coreutils"),
        Example(fault: "rivals", packages: "veneer-left, veneer-right", 1, "veneer-right"),
        Example(fault: "clash", packages: "veneer-first, veneer-second", 1, "comes from both"),
        Example(fault: "unsigned", 3, "is not signed"),
        Example(fault: "stranger", 3, "which is not trusted"),
        Example(fault: "tampered", 3, "fails verification"),
        Example(fault: "checksum", 3, "has the checksum"),
        Example(fault: "truncated", 3, "primary.xml.gz"),
        Example(fault: "malformed", 1, "is malformed"),
        Example(fault: "outside", 1, "'/srv"),
        Example(fault: "device", 1, "'/usr/lib/veneer-null'"),
    ]

    static let recipes = [
        Example("an unknown key", lines: "packages: [jq]\npakages: [jq]", 1, "line 4, column 1:"),
        Example("a wrong type", lines: "packages: jq", 1, "line 3, column 11:"),
        Example("a wrong type, deeper", lines: "packages: [jq, [x]]", 1, "line 3, column 16:"),
        Example("no packages", lines: "start: []", 1, "recipe.yaml", "packages"),
        Example("no YAML", lines: "packages: [", 1, "line 4, column 1:"),
        Example(
            "a path that escapes",
            lines: "packages: [jq]\nsteps:\n  - file: /usr/../../etc/passwd\n    content: x",
            1,
            "line 5, column 11:",
            "'/usr/../../etc/passwd'",
            "without '.' and '..'",
            hasHint: false
        ),
        Example(
            "a path outside of /usr",
            lines: "packages: [jq]\nsteps:\n  - directory: /srv/x",
            1,
            "/srv/x"
        ),
        Example(
            "a step that finds nothing",
            lines: "packages: [jq]\nsteps:\n  - remove: /usr/bin/nothing",
            1,
            "/usr/bin/nothing"
        ),
        Example(
            "a unit that is not there",
            lines: "packages: [veneer-hello]\nstart: [no.service]",
            1,
            "no.service"
        ),
    ]

    @Test("Packages, repositories, recipes", arguments: packages + recipes)
    func refused(_ example: Example) async throws {
        try await withTemporaryFolder { folder in
            let workshop = try await Workshop(
                folder,
                repository: example.repository,
                recipe: example.recipe
            )
            example.verdict.check(try await BuiltProgram.run(workshop.building()))
            let left = try await Listing(workshop.output).description
            #expect(!left.contains("good"), "\(left)")
        }
    }

    struct BadBase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let script: String
        let says: String
    }

    private static let basics = """
        mkdir -p base/usr/lib/sysimage/rpm base/usr/bin base/etc
        printf 'ID=x\\nVERSION_ID=1\\n' >base/usr/lib/os-release
        echo root:x:0:0::/root:/bin/sh >base/etc/passwd
        echo root:x:0: >base/etc/group

        """

    static let bases = [
        BadBase(testDescription: "no folder", script: "true", says: "base"),
        BadBase(
            testDescription: "several things missing",
            script:
                "mkdir -p base/usr/lib; printf 'ID=x\\nVERSION_ID=1\\n' >base/usr/lib/os-release",
            says:
                "lacks usr/lib/passwd or etc/passwd; usr/lib/group or etc/group; usr/bin; usr/share/rpm"
        ),
        BadBase(
            testDescription: "no RPM database in its folder",
            script: basics,
            says: "RPM database"
        ),
        BadBase(
            testDescription: "an architecture that nobody builds for",
            script: basics + """
                echo ARCHITECTURE=mips >>base/usr/lib/os-release
                cp "$fixtures"/base/usr/lib/sysimage/rpm/rpmdb.sqlite base/usr/lib/sysimage/rpm/
                """,
            says: "'mips'"
        ),
        BadBase(
            testDescription: "a file that is no document of a base",
            script: "seq 10000 >base",
            says: "no document of a base"
        ),
        BadBase(
            testDescription: "an empty RPM database",
            script: basics + """
                rpm --dbpath "$PWD/base/usr/lib/sysimage/rpm" --initdb
                """,
            says: "no package"
        ),
    ]

    @Test("Bases", arguments: bases)
    func refusedBase(_ example: BadBase) async throws {
        try await withTemporaryFolder { folder in
            try await Command.run(
                "sh",
                "-c",
                "set -e; cd \"$1\"; fixtures=$2\n\(example.script)",
                "sh",
                folder.string,
                FixtureFolder.appending("").string
            ).check()
            let workshop = try await Workshop(folder)
            let result = try await BuiltProgram.run(
                workshop.building(base: folder.appending("base"))
            )
            Verdict(code: 1, says: [example.says]).check(result)
            #expect(try await Listing(workshop.output).description.isEmpty)
        }
    }

    @Test("An output folder that is a file", .enabled(if: BuiltProgram.isThere))
    func badOutput() async throws {
        try await withTemporaryFolder { folder in
            let workshop = try await Workshop(folder)
            try await Workshop.write("mine", to: folder.appending("file"))
            let result = try await BuiltProgram.run(
                workshop.building(output: folder.appending("file"))
            )
            Verdict(code: 1, says: ["file'"]).check(result)
            #expect(try await Command.run("cat", folder.appending("file").string).output == "mine")
        }
    }
}

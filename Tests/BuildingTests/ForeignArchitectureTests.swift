import Building
import Model
import RPM
import SystemPackage
import TestSupport
import Testing

@Suite(
    "Images for another architecture than the machine's",
    .enabled(
        if: FixtureFolder.path.map { isReadable($0.appending("base-arm64")) } == true,
        "the fixtures are not made (make fixtures)"
    )
)
struct ForeignArchitectureTests {
    @Test(
        "They say so, and every program in them is of that architecture",
        .enabled(if: Command.exists("fsck.erofs"), "erofs-utils is not installed"),
        .enabled(if: Command.exists("readelf"), "binutils is not installed")
    )
    func imageOfForeignPackages() async throws {
        try await withTemporaryFolder { folder in
            let report = try await build("tools", "packages: [htop, jq, tree]", in: folder)
            #expect(report.architecture == .aarch64)
            #expect(report.image.hasSuffix("-arm64.raw"))
            #expect(report.packages.allSatisfy { $0.hasSuffix(".aarch64") })

            let tree = folder.appending("tree")
            try await Command.run(
                "fsck.erofs",
                "--extract=\(tree)",
                "--no-preserve",
                report.path
            ).check()
            let release = try await Command.run(
                "cat",
                "\(tree)/usr/lib/extension-release.d/extension-release.tools"
            ).check()
            #expect(release.split(separator: "\n").contains("ARCHITECTURE=arm64"))

            let programs = ["/usr/bin/htop", "/usr/bin/jq", "/usr/bin/tree"]
            let machines = try await machines(in: tree)
            #expect(Set(machines.values) == ["AArch64"])
            #expect(machines.keys.count > programs.count, "libraries come along")
            #expect(programs.allSatisfy { machines[$0] != nil })
        }
    }

    /// What readelf says of each ELF file below a folder, by path.
    private func machines(in tree: FilePath) async throws -> [String: String] {
        let list = """
            cd "$1"; find . -type f | while read -r file; do
                machine=$(readelf --file-header "$file" 2>/dev/null |
                    sed -n 's/^ *Machine: *//p')
                [ -z "$machine" ] || echo "${file#.}:$machine"
            done
            """
        let lines = try await Command.run("sh", "-euc", list, "sh", tree.string).check()
        var machines: [String: String] = [:]
        for line in lines.split(separator: "\n") {
            let halves = line.split(separator: ":", maxSplits: 1).map(String.init)
            machines[try #require(halves.first)] = halves.last
        }
        return machines
    }

    @Test("The machine's own packages are refused for it")
    func packagesOfTheMachine() async throws {
        try await withTemporaryFolder { folder in
            let error = await #expect(throws: ResolutionError.self) {
                try await build("tools", "packages: [htop]", in: folder, repository: "repo")
            }
            guard case .wrongArchitecture("htop", .aarch64) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("A base that does not name its architecture is told by its programs")
    func unnamed() async throws {
        try await withTemporaryFolder { folder in
            let script = """
                cp -a "$1" "$2"
                sed -i /^ARCHITECTURE=/d "$2/usr/lib/os-release"
                """
            let copy = folder.appending("base")
            let whole = try FixtureFolder.appending("base-arm64").string
            try await Command.run("sh", "-ec", script, "sh", whole, copy.string).check()
            let base = try BaseCache(folder.appending("cache")).base(copy)
            #expect(base.architecture == .aarch64)
        }
    }

    private func build(
        _ name: String,
        _ lines: String,
        in folder: FilePath,
        repository: String = "repo-arm64"
    ) async throws -> BuildReport {
        let catalogue = DemoCatalogue(folder: folder, repository: repository)
        return try await catalogue.build(
            name,
            lines,
            base: FixtureFolder.appending("base-arm64")
        )
    }
}

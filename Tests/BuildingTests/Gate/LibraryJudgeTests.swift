import Building
import Model
import SystemPackage
import TestSupport
import Testing

@Suite(
    "Missing libraries, judged by ldd",
    .enabled(
        if: FixtureFolder.isRoot && BuiltProgram.canBuild,
        "needs root, the built program, 'Fixtures/packages' and 'Fixtures/base'"
    )
)
struct LibraryJudgeTests {
    /// Prints every file of the image that lacks a library or a version of one on the merged base.
    private static let script = """
        set -e
        mount -t erofs -o ro,loop "$image" "$folder/mnt"
        mount --bind "$base" "$folder/root"
        mount -t overlay overlay -o "lowerdir=$folder/mnt/usr:$base/usr" "$folder/root/usr"
        mount -t tmpfs tmpfs "$folder/root/dev"
        mknod "$folder/root/dev/null" c 1 3
        cd "$folder/mnt"
        find usr -type f | while read -r file; do
            [ "$(head -c 4 "$file" | tail -c 3)" = ELF ] || continue
            if chroot "$folder/root" ldd "/$file" 2>&1 | grep -q 'not found'; then
                echo "/$file"
            fi
        done
        """

    @Test(
        "The files that the gate names are those that ldd finds lacking",
        arguments: [
            ("nothing", []),
            ("a library", ["/usr/lib/*/libonig.so.5*"]),
            ("two libraries", ["/usr/lib/*/libproc2.so*", "/usr/lib/*/libnl-3.so*"]),
        ] as [(String, [String])]
    )
    func lacking(_ title: String, _ removed: [String]) async throws {
        try await withTemporaryFolder { folder in
            let catalogue = DemoCatalogue(folder: folder)
            let packages = "packages: [htop, jq, procps, mtr-tiny, iputils-ping, perl-base]\n"
            let allow = "allow: {capabilities: ['*'], libraries: ['*'], links: ['*']}\n"
            var report = try await catalogue.build("judged", packages + allow)
            let paths = try await Self.paths(FilePath(report.path), matching: removed)
            #expect(paths.isEmpty == removed.isEmpty)
            if !paths.isEmpty {
                let steps = paths.map { "  - remove: \($0)\n" }.joined()
                report = try await catalogue.build(
                    "judged",
                    packages + allow + "steps:\n" + steps,
                    output: folder.appending("second")
                )
            }
            let found = Set(report.findings.filter { $0.check == "libraries" }.map(\.subject))
            let judged = try await Self.lacking(FilePath(report.path), in: folder)
            // ldd follows the needs of needs as well, and the gate says it of the library alone.
            #expect(found.isSubset(of: judged), "\(found.subtracting(judged))")
            #expect(found.isEmpty == judged.isEmpty)
            #expect(found.isEmpty == removed.isEmpty)
        }
    }

    private static func paths(_ image: FilePath, matching globs: [String]) async throws -> [String]
    {
        guard !globs.isEmpty else { return [] }
        let listed = try await BuiltProgram.run(["inspect", image.string, "--files"]).check()
        return listed.split(separator: "\n").compactMap { line -> String? in
            guard let start = line.firstIndex(of: "/") else { return nil }
            let path = String(line[start..<line.endIndex].prefix { $0 != " " })
            return globs.contains {
                let parts = $0.split(separator: "*", omittingEmptySubsequences: false)
                return path.hasPrefix(parts[0])
                    && parts.dropFirst().allSatisfy { path.contains($0) }
            } ? path : nil
        }
    }

    private static func lacking(_ image: FilePath, in folder: FilePath) async throws -> Set<String>
    {
        try await Command.run(
            "mkdir",
            folder.appending("mnt").string,
            folder.appending("root").string
        ).check()
        let result = try await Command.run(
            "unshare",
            ["-m", "--propagation", "private", "sh", "-c", script],
            environment: [
                "image": image.string, "folder": folder.string,
                "base": try FixtureFolder.appending("base").string,
            ]
        )
        return Set(try result.check().split(separator: "\n").map(String.init))
    }
}

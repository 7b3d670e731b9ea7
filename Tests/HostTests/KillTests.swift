import Glibc
import Model
import SystemPackage
import TUF
import TestSupport
import Testing

@Suite(
    "A kill at any system call that changes something",
    .enabled(
        if: Stage.hasProgram && Command.exists("strace"),
        "needs root, the program and strace"
    )
)
struct KillTests {
    /// The calls that change files; the process is killed just before the nth of each kind that a thread makes.
    static let calls = [
        "fsync", "renameat,renameat2,rename", "write,pwrite64", "fchmod",
    ]

    @Test(arguments: calls)
    func `leaves what can be booted, and a second run heals it`(calls: String) async throws {
        try await withTemporaryFolder { folder in
            try await prepare(folder)
            var kills = 0
            while try await kill(folder, calls, at: kills + 1) { kills += 1 }
            #expect(kills >= 3)
        }
    }

    /// A host with version 1, and a repository that offers version 2 and another extension.
    private func prepare(_ folder: FilePath) async throws {
        let repository = try TestRepository(folder.appending("repository"))
        try await repository.add("tree", "1")
        try repository.publish()
        let root = folder.appending("root").string
        let script = """
            set -e
            mkdir -p "$root/usr/lib"
            printf 'ID=debian\\nVERSION_ID=12\\n' > "$root/usr/lib/os-release"
            "$program" source add main "\(repository.url)" --pin "\(repository.pin)" --root "$root"
            "$program" install tree --root "$root"
            """
        try await Command.run(
            "bash",
            "-c",
            script,
            environment: ["root": root, "program": BuiltProgram.path.string]
        ).check()
        try await repository.add("tree", "2")
        try await repository.add("jq", "1")
        try repository.publish()
    }

    /// Gives whether the kill hit; checks the host after it.
    private func kill(_ folder: FilePath, _ calls: String, at count: Int) async throws -> Bool {
        let root = folder.appending("trial").string
        try await Command.run("rm", "-rf", root).check()
        try await Command.run("cp", "-a", folder.appending("root").string, root).check()
        let veneer = BuiltProgram.path.string
        let killed = try await Command.run(
            "strace",
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=\(calls)",
            "-e",
            "inject=\(calls):signal=SIGKILL:when=\(count)",
            veneer,
            "install",
            "tree",
            "jq",
            "--root",
            root
        )
        guard killed.status != 0 else { return false }
        try await Command.run(veneer, "activate", "--root", root).check()
        let linked = try linkedFiles(FilePath(root))
        #expect(
            [
                ["tree": "tree-1-12-x86-64.raw"],
                ["tree": "tree-2-12-x86-64.raw", "jq": "jq-1-12-x86-64.raw"],
            ].contains(linked),
            "killed at \(calls) \(count): \(linked)"
        )
        try await Command.run(veneer, "install", "tree", "jq", "--root", root).check()
        try await Command.run(veneer, "activate", "--root", root).check()
        #expect(try linkedFiles(FilePath(root)).count == 2, "killed at \(calls) \(count)")
        return true
    }
}

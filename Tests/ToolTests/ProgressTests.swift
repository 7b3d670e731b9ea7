import SystemPackage
import TestSupport
import Testing

@Suite(
    "Progress is for terminals",
    .enabled(if: BuiltProgram.canBuild, "needs the built program and 'Fixtures/packages'")
)
struct ProgressTests {
    /// Runs the program with standard error on a terminal, and gives what appeared there.
    private static func onTerminal(_ arguments: [String]) async throws -> String {
        let script = """
            import os, pty, sys
            master, slave = pty.openpty()
            child = os.fork()
            if child == 0:
                os.dup2(slave, 2)
                os.execv(sys.argv[1], sys.argv[1:])
            os.close(slave)
            shown = b""
            while True:
                try:
                    piece = os.read(master, 65536)
                except OSError:
                    break
                if not piece:
                    break
                shown += piece
            status = os.waitpid(child, 0)[1]
            sys.stderr.buffer.write(shown)
            sys.exit(os.waitstatus_to_exitcode(status))
            """
        let result = try await Command.run(
            "python3",
            ["-c", script, BuiltProgram.path.string] + arguments
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.output.contains("\u{1b}"))
        return result.errors
    }

    @Test func `build, publish and install show it on a terminal, and clear the line`() async throws
    {
        try await withTemporaryFolder { folder in
            let publisher = try await DemoPublisher(folder)
            let workshop = try await Workshop(
                folder.appending("workshop"),
                recipe: "name: good\nsummary: A test\npackages: [htop, perl-base]\n"
            )
            let built = try await Self.onTerminal(workshop.building())
            #expect(built.contains("\r\u{1b}[K"))
            #expect(built.contains("%"))
            #expect(built.hasSuffix("\r\u{1b}[K"))
            let published = try await Self.onTerminal(publisher.publishing(workshop.output))
            #expect(published.contains("\r\u{1b}[K"))
            let root = folder.appending("root")
            try await Workshop.write(
                "ID=debian\nVERSION_ID=12\n",
                to: root.appending("usr/lib/os-release")
            )
            try await BuiltProgram.run([
                "source", "add", "demo", "file://\(publisher.repository)", "--pin", publisher.pin,
                "--root", root.string,
            ]).check()
            let installed = try await Self.onTerminal(["install", "good", "--root", root.string])
            #expect(installed.contains("\r\u{1b}[K"))
        }
    }

    @Test("Options that hide it", arguments: ["--quiet", "--no-progress"])
    func hidden(_ option: String) async throws {
        try await withTemporaryFolder { folder in
            let workshop = try await Workshop(folder)
            let shown = try await Self.onTerminal(workshop.building() + [option])
            #expect(!shown.contains("\u{1b}"))
        }
    }

    @Test func `nothing in a pipe`() async throws {
        try await withTemporaryFolder { folder in
            let workshop = try await Workshop(folder)
            let result = try await BuiltProgram.run(workshop.building())
            #expect(result.status == 0)
            #expect(!result.errors.contains("\u{1b}"))
            #expect(!result.errors.contains("\r"))
        }
    }
}

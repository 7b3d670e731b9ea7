import SystemPackage
import TestSupport

/// The base as a host of its own, in a mount namespace of one script.
enum NamespaceHost {
    private static let fixture = FixtureFolder.checkout.appending("Fixtures/enter").string

    /// Whether there is all that it needs.
    static var isReady: Bool {
        guard FixtureFolder.isRoot, BuiltProgram.canBuild, let folder = FixtureFolder.path else {
            return false
        }
        return isReadable(folder.appending("base/usr/bin/systemd-sysext"))
    }

    /// Runs a script beside a copy of the base at `$host`, in which systemd-sysext merges for real.
    ///
    /// Throws: `CommandFailed` when the script fails.
    static func play(
        _ story: String,
        in folder: FilePath,
        environment: [String: String]
    ) async throws {
        let host = folder.appending("host").string
        try await Command.run("cp", "-a", FixtureFolder.appending("base").string, host).check()
        let script = folder.appending("script")
        try Play.write(story, to: script)
        try await Command.run(
            fixture,
            [host, "--", "bash", script.string],
            environment: environment.merging(["host": host]) { given, _ in given }
        ).check()
    }
}

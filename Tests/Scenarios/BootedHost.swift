import SystemPackage
import TestSupport

/// A host with the systemd of today that accepts images for the base, booted anew for each script.
enum BootedHost {
    private static let fixture = FixtureFolder.checkout.appending("Fixtures/host").string

    /// Whether there is all that booting one needs.
    static var isReady: Bool {
        guard FixtureFolder.isRoot, BuiltProgram.canBuild, let folder = FixtureFolder.path else {
            return false
        }
        return isReadable(folder.appending("host/usr/lib/systemd/systemd"))
            && isReadable(folder.appending("base/usr/lib/os-release"))
    }

    /// Whether there is one with the systemd of tomorrow as well.
    static var hasNext: Bool {
        guard isReady, let folder = FixtureFolder.path else { return false }
        return isReadable(folder.appending("host-sid/usr/lib/systemd/systemd"))
    }

    static let needs = "needs root, the built program and the booted host (Fixtures/host create)"

    /// Boots it, and runs a script beside it that can use `inside`, `copy`, `reboot` and what `Play` gives.
    ///
    /// Throws: `CommandFailed` when the script fails.
    static func play(
        _ script: String,
        copies: [(source: FilePath, path: String)] = [],
        in folder: FilePath,
        suite: String? = nil,
        environment: [String: String] = [:]
    ) async throws {
        let file = folder.appending("script")
        try Play.write(script, to: file)
        // The base's own release, so that images for it fit.
        let release = try await Command.run(
            "sh",
            "-c",
            ". \"$1\"; echo \"$ID $VERSION_ID\"",
            "sh",
            FixtureFolder.appending("base/usr/lib/os-release").string
        ).check().split(whereSeparator: \.isWhitespace)
        let options =
            (suite.map { ["--suite", $0] } ?? []) + [
                "--release", "ID=\(release[0])", "--release", "VERSION_ID=\(release[1])",
            ]
            + copies.flatMap { ["--copy", "\($0.source):\($0.path)"] }
        try await Command.run(
            fixture,
            ["run"] + options + [file.string],
            environment: environment
        ).check()
    }
}

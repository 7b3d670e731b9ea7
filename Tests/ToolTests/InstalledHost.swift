import SystemPackage
import TestSupport

/// A host's root that is not running, with `veneer-hello` 1.0 installed from a repository beside it.
struct InstalledHost {
    let folder: FilePath
    let publisher: DemoPublisher
    let url: String

    var root: FilePath { folder.appending("root") }

    /// Makes a host in a folder, and gives it to the body while its repository is served.
    static func with(_ body: (InstalledHost) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let publisher = try await DemoPublisher(folder)
            try await publisher.publish(["veneer-hello"], .first)
            try await Command.run(
                "install",
                "-D",
                FixtureFolder.appending("base/usr/lib/os-release").string,
                folder.appending("root/usr/lib/os-release").string
            ).check()
            _ = try await withWebServer(publisher.repository, scratch: folder) { url in
                let host = InstalledHost(folder: folder, publisher: publisher, url: url)
                try await host.run("source", "add", "demo", url, "--pin", publisher.pin).check()
                try await host.run("install", "veneer-hello").check()
                try await body(host)
            }
        }
    }

    /// Runs a verb on the host.
    @discardableResult
    func run(_ arguments: String...) async throws -> Command.Result {
        try await BuiltProgram.run(arguments + ["--root", root.string])
    }

    /// Runs a script in the test's folder: `$1` is the program.
    func prepare(_ script: String) async throws {
        try await Command.run(
            "bash",
            "-euc",
            "cd \"$2\"; \(script)",
            "bash",
            BuiltProgram.path.string,
            folder.string
        ).check()
    }

    /// Publishes `veneer-hello` 2.0.
    func publishNext() async throws {
        try await publisher.publish(["veneer-hello"], .next)
    }
}

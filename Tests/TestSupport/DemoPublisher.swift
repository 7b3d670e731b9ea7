package import SystemPackage

/// The demo's images, built and published by the program itself.
package struct DemoPublisher: Sendable {
    /// A state of the demo's packages.
    package enum Stage: String, Sendable {
        /// `veneer-hello` 1.0 and `htop`.
        case first = "repo"
        /// `veneer-hello` 2.0 as well.
        case next = "repo-next"
    }

    /// The folder of one test.
    package let folder: FilePath
    /// What hosts are told to trust.
    package let pin: String

    /// Makes a publisher's keys in a folder.
    package init(_ folder: FilePath) async throws {
        self.folder = folder
        let file = folder.appending("keys").string
        let made = try await BuiltProgram.run(["key", "generate", file]).check()
        pin = made.split(whereSeparator: \.isNewline).joined()
    }

    /// The folder that is served.
    package var repository: FilePath { folder.appending("repository") }

    /// Builds images out of a stage's packages.
    ///
    /// Gives: the folder that they are in.
    @discardableResult
    package func build(_ names: [String], _ stage: Stage) async throws -> FilePath {
        let catalogue = folder.appending("catalogue")
        let images = folder.appending("images-\(stage.rawValue)")
        try await Command.run(
            FixtureFolder.checkout.appending("Demo/catalogue").string,
            catalogue.string,
            FixtureFolder.appending(stage.rawValue).string
        ).check()
        for name in names {
            try await BuiltProgram.run([
                "build", catalogue.appending("extensions").appending(name).string,
                "--base", FixtureFolder.appending("base").string,
                "--output", images.string, "--cache", folder.appending("cache").string,
            ]).check()
        }
        return images
    }

    /// Builds images out of a stage's packages, and publishes them.
    package func publish(_ names: [String], _ stage: Stage, url: String? = nil) async throws {
        let images = try await build(names, stage)
        try await BuiltProgram.run(publishing(images, url: url)).check()
    }

    /// The arguments that publish a folder of images.
    package func publishing(
        _ images: FilePath,
        url: String? = nil,
        gpgKey: String? = nil
    ) -> [String] {
        [
            "publish", images.string, "--to", repository.string,
            "--keys", folder.appending("keys").string,
        ] + (url.map { ["--url", $0] } ?? []) + (gpgKey.map { ["--gpg-key", $0] } ?? [])
    }
}

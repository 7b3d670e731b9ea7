package import SystemPackage

/// A folder of throw-away OpenPGP keys.
package struct OpenPGPHome: Sendable {
    /// What signing and judging with them needs.
    package static let isPossible =
        Command.exists("gpg") && Command.exists("gpgv") && Command.exists("gpg-agent")
    package static let needs = "needs gpg, gpg-agent and gpgv"

    package let path: FilePath

    /// The environment in which gpg finds the keys.
    package var environment: [String: String] { ["GNUPGHOME": path.string] }

    /// Makes a key.
    ///
    /// Gives: its fingerprint.
    package func makeKey(
        _ name: String,
        algorithm: String = "ed25519",
        expiry: String = "never",
        passphrase: String = "",
        options: [String] = []
    ) async throws -> String {
        let arguments = [
            "--batch", "--pinentry-mode", "loopback", "--passphrase", passphrase, "--status-fd",
            "1",
        ]
        let made = try await gpg(
            arguments + options
                + [
                    "--quick-generate-key", "\(name) <\(name)@example.org>", algorithm, "sign",
                    expiry,
                ]
        ).check()
        let line = made.split(whereSeparator: \.isNewline).last { $0.contains("KEY_CREATED") }
        return line?.split(separator: " ").last.map(String.init) ?? ""
    }

    /// Runs gpg with these keys.
    package func gpg(_ arguments: [String]) async throws -> Command.Result {
        try await Command.run("gpg", arguments, environment: environment)
    }

    /// Makes a home, and ends its agent after the body.
    package static func with<Value: Sendable>(
        _ body: (Self) async throws -> Value
    ) async throws -> Value {
        // The agent's socket needs a short path.
        let made = try await Command.run("mktemp", "-d", "/tmp/veneer-gpg-XXXXXX").check()
        let home = Self(path: FilePath(made.split(whereSeparator: \.isNewline).joined()))
        let result: Result<Value, any Error>
        do { result = .success(try await body(home)) } catch { result = .failure(error) }
        _ = try await Command.run(
            "gpgconf",
            ["--kill", "all"],
            environment: home.environment
        )
        try await Command.run("rm", "-rf", home.path.string).check()
        return try result.get()
    }
}

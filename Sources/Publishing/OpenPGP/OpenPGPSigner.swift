import Model

/// Makes detached OpenPGP signatures with the caller's `gpg`: what systemd-sysupdate verifies a repository by.
package struct OpenPGPSigner: Sendable {
    private static let common = ["--batch", "--no-options", "--no-tty", "--pinentry-mode", "error"]

    private let program: GnuPG
    private let key: SecretKey
    /// The public keys that hosts need: the signer's, and those that are to follow it.
    package let keyring: OpenPGPKeyring

    /// Opens a key by the fingerprint of itself or of a subkey.
    ///
    /// The other keys go into the hosts' keyring only, so that hosts know the next signer before it signs. `GNUPGHOME` and `HOME` of the
    /// environment say where the keys are.
    ///
    /// Throws: `OpenPGPError`.
    package init(
        _ fingerprint: OpenPGPFingerprint,
        others: [OpenPGPFingerprint] = [],
        environment: [String: String]
    ) async throws {
        let homes = environment.filter { ["GNUPGHOME", "HOME"].contains($0.key) }
        program = try GnuPG("gpg", environment: homes)
        let listing = try await program.run(
            Self.common + ["--with-colons", "--list-secret-keys", fingerprint.text]
        )
        key = try SecretKey(
            fingerprint,
            in: String(decoding: listing.output, as: UTF8.self)
        )
        let keys = [key.primary] + others
        keyring = OpenPGPKeyring(
            binary: try await Self.export(keys, "--no-armor", with: program),
            armoured: try await Self.export(keys, "--armor", with: program)
        )
    }

    private static func export(
        _ keys: [OpenPGPFingerprint],
        _ form: String,
        with program: GnuPG
    ) async throws -> [UInt8] {
        // One after the other: gpg would give them in the order of its own keyring.
        var bytes: [UInt8] = []
        for key in form == "--armor" ? [] : keys {
            bytes += try await export([key.text], form, with: program)
        }
        return form == "--armor" ? try await export(keys.map(\.text), form, with: program) : bytes
    }

    private static func export(
        _ names: [String],
        _ form: String,
        with program: GnuPG
    ) async throws -> [UInt8] {
        let answer = try await program.run(
            common + [form, "--export-options", "export-minimal", "--export"] + names
        )
        guard answer.isSuccess, !answer.output.isEmpty else {
            throw OpenPGPError.failed(program: program.path, words: answer.errors)
        }
        return answer.output
    }

    /// A signature over bytes; the present one when it is good and by the same key, because two signatures of the same are never equal.
    ///
    /// Throws: `OpenPGPError`, `FileError`.
    package func signature(
        over bytes: [UInt8],
        keeping present: [UInt8]?,
        now: Int64
    ) async throws -> [UInt8] {
        let verifier = try OpenPGPVerifier(keyring: keyring.binary, pinned: [key.primary])
        if let present {
            do {
                let found = try await verifier.verify(present, over: bytes, now: now)
                if found.key == key.fingerprint { return present }
            } catch OpenPGPError.refused {
                // Of another key or of other bytes: a new one takes its place.
            }
        }
        let signature = try await sign(bytes)
        _ = try await verifier.verify(signature, over: bytes, now: now)
        return signature
    }

    private func sign(_ bytes: [UInt8]) async throws -> [UInt8] {
        let answer = try await program.run(
            Self.common + [
                "--status-fd", "2", "--no-armor", "--detach-sign", "--digest-algo", "SHA256",
                "--local-user", "\(key.fingerprint.text)!",
            ],
            input: bytes
        )
        let status = answer.status
        // An error without a prompt to ask: GPG_ERR_NO_PIN_ENTRY is 85, the lower 16 bits of the code.
        let isLocked = status.contains { line in
            line.first == "FAILURE" || line.first == "ERROR"
                ? line.last.flatMap { UInt32($0) }.map { $0 & 0xffff == 85 } ?? false : false
        }
        if isLocked { throw OpenPGPError.lockedKey(key.fingerprint.text) }
        guard answer.isSuccess, status.count(where: { $0.first == "SIG_CREATED" }) == 1 else {
            let words = answer.errors.split(whereSeparator: \.isNewline)
                .filter { !$0.hasPrefix("[GNUPG:]") }.suffix(3).joined(separator: "; ")
            throw OpenPGPError.failed(program: program.path, words: words)
        }
        return answer.output
    }
}
